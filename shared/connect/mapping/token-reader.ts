import { MappingError } from './mapping-error.ts';
import type { Token, TokenKind } from './tokenize.ts';

/** The maximum nesting of brackets in a mapping. */
const maxNesting = 64;

/** Reads a list of tokens that ends with a token of kind `end`. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #position = 0;
  #nesting = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get next(): Token {
    return this.#at(this.#position);
  }

  get afterNext(): Token {
    return this.#at(this.#position + 1);
  }

  take(): Token {
    const token = this.next;
    this.#position++;
    return token;
  }

  is(kind: TokenKind, text?: string): boolean {
    return this.next.kind === kind && (text === undefined || this.next.text === text);
  }

  /** Consumes the next token if it is this punctuation. */
  takeIf(punctuation: string): boolean {
    if (!this.is('punctuation', punctuation)) return false;
    this.#position++;
    return true;
  }

  expect(punctuation: string, purpose: string): void {
    if (!this.takeIf(punctuation)) this.fail(`expected ${punctuation} ${purpose}, found ${this.found()}`);
  }

  /** Calls `read` one nesting level deeper. */
  nested<Result>(read: () => Result): Result {
    if (++this.#nesting > maxNesting) this.fail(`brackets are nested more than ${maxNesting} levels deep`);
    const result = read();
    this.#nesting--;
    return result;
  }

  found(): string {
    const { kind, text } = this.next;
    if (kind === 'end') return 'the end of the mapping';
    return kind === 'string' ? JSON.stringify(text) : text;
  }

  fail(message: string): never {
    return this.failAt(this.next.start, message);
  }

  failAt(offset: number, message: string): never {
    throw new MappingError(offset, message);
  }

  #at(position: number): Token {
    const token = this.#tokens[Math.min(position, this.#tokens.length - 1)];
    if (token === undefined) throw new RangeError('a token list ends with a token of kind end');
    return token;
  }
}
