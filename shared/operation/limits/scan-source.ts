import { Lexer, Source, TokenKind } from 'graphql';
import { FrontageError } from '../../core/errors.ts';
import type { OperationLimits } from '../../core/graphql/operation-limits.ts';
import { LimitExceeded } from './limit-exceeded.ts';

/** Names of GraphQL that are written by hand or generated are shorter; errors and logs repeat them. */
const maxNameLength = 256;

const opening: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closing: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/**
 * Bounds the cost of parsing: the memory of the parser grows with the number of tokens, and it recurses for each bracket.
 * Throws a `FrontageError` GRAPHQL_PARSE_FAILED, or `GraphQLError` where the text has no GraphQL tokens.
 */
export function scanSource(
  text: string,
  { characters, tokens, nesting }: Pick<OperationLimits, 'characters' | 'tokens' | 'nesting'>,
): void {
  if (text.length > characters)
    throw tooMuch('characters', `The document has ${text.length} characters; ${characters} are allowed.`);
  const lexer = new Lexer(new Source(text));
  let depth = 0;
  for (let count = 1; ; count += 1) {
    const { kind, value } = lexer.advance();
    if (kind === TokenKind.EOF) return;
    if (count > tokens)
      throw tooMuch('tokens', `The document has more than the ${tokens} tokens that are allowed.`);
    if (kind === TokenKind.NAME && value.length > maxNameLength)
      throw new FrontageError('GRAPHQL_PARSE_FAILED', {
        message: `A name in the document has ${value.length} characters; ${maxNameLength} are allowed.`,
      });
    if (opening.has(kind)) depth += 1;
    else if (closing.has(kind)) depth -= 1;
    if (depth > nesting)
      throw tooMuch(
        'nesting',
        `The document has more than the ${nesting} brackets inside each other that are allowed.`,
      );
  }
}

function tooMuch(limit: keyof OperationLimits, message: string): LimitExceeded {
  return new LimitExceeded('GRAPHQL_PARSE_FAILED', limit, message);
}
