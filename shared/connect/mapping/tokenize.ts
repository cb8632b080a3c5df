import { MappingError } from './mapping-error.ts';

export type TokenKind = 'identifier' | 'variable' | 'string' | 'number' | 'punctuation' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** The identifier, the variable with its `$`, the content of the string, the digits, the punctuation. */
  readonly text: string;
  /** Offset of the first character. */
  readonly start: number;
  /** Offset after the last character. */
  readonly end: number;
}

const blank = /(?:[ \t\r\n]|#[^\n]*\n)*(?:#[^\n]*)?/y;
const patterns: readonly (readonly [TokenKind, RegExp])[] = [
  ['identifier', /[a-zA-Z_][0-9a-zA-Z_]*/y],
  ['variable', /\$[a-zA-Z_][0-9a-zA-Z_]*/y],
  ['string', /"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'/y],
  ['number', /-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)/y],
  ['punctuation', /\.\.\.|->|\?\?|\?!|\$\(|[{}()[\]:,.?$@]/y],
];

/** Splits a mapping into tokens. Drops comments and spaces. The last token is always `end`. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let offset = skipBlank(source, 0);
  while (offset < source.length) {
    const token = readToken(source, offset);
    tokens.push(token);
    offset = skipBlank(source, token.end);
  }
  tokens.push({ kind: 'end', text: '', start: source.length, end: source.length });
  return tokens;
}

function skipBlank(source: string, offset: number): number {
  blank.lastIndex = offset;
  blank.test(source);
  return blank.lastIndex;
}

function readToken(source: string, start: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = start;
    const match = pattern.exec(source)?.[0];
    if (match === undefined) continue;
    const text = kind === 'string' ? match.slice(1, -1).replace(/\\([\s\S])/g, '$1') : match;
    return { kind, text, start, end: start + match.length };
  }
  const character = source.charAt(start);
  const quote = character === '"' || character === "'";
  throw new MappingError(start, quote ? 'this string is not closed' : `unexpected character ${character}`);
}
