import { type DataObject, isDataObject, setOwn } from './data-object.ts';
import { ExactNumber, exactText, readNumber } from './exact-number.ts';
import { scanJson } from './json-depth.ts';

/** What is parsed here is walked in turn: deeper texts would exhaust the stack. */
const maxDepth = 500;

/**
 * `JSON.parse` that loses no digit of a number. Throws its `SyntaxError`. `bytes`: the text in UTF-8, where they are at
 * hand. A text whose numbers are all JavaScript numbers, as nearly every one is, costs a scan of its bytes.
 */
export function parseJson(text: string, bytes: Buffer = Buffer.from(text)): unknown {
  return scanJson(bytes).hasExactNumbers ? parseExactJson(text) : JSON.parse(text);
}

/** The same for a text of which it is known that it has such numbers. */
export function parseExactJson(text: string): unknown {
  // Checks the syntax, so that what reads the text need not.
  JSON.parse(text);
  return new Reader(text).read(0);
}

const quote = 0x22;
const backslash = 0x5c;
const openingBrace = 0x7b;
const closingBrace = 0x7d;
const openingBracket = 0x5b;
const closingBracket = 0x5d;
const comma = 0x2c;
const colon = 0x3a;
const space = 0x20;

const numberPattern = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const literals: ReadonlyMap<number, readonly [string, boolean | null]> = new Map([
  [0x74, ['true', true]],
  [0x66, ['false', false]],
  [0x6e, ['null', null]],
]);

/** Reads a text that is JSON. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(depth: number): unknown {
    if (depth > maxDepth) throw new SyntaxError(`JSON nests deeper than ${maxDepth} levels`);
    const code = this.#next();
    if (code === quote) return this.#string();
    if (code === openingBrace) return this.#object(depth);
    if (code === openingBracket) return this.#list(depth);
    const literal = literals.get(code);
    if (literal === undefined) return this.#number();
    this.#at += literal[0].length;
    return literal[1];
  }

  /** The next character that is no space. */
  #next(): number {
    let code = this.#text.charCodeAt(this.#at);
    while (code <= space) code = this.#text.charCodeAt(++this.#at);
    return code;
  }

  #object(depth: number): DataObject {
    const object: DataObject = {};
    this.#at += 1;
    while (this.#next() !== closingBrace) {
      if (this.#next() === comma) this.#at += 1;
      this.#next();
      const key = this.#string();
      if (this.#next() === colon) this.#at += 1;
      setOwn(object, key, this.read(depth + 1));
    }
    this.#at += 1;
    return object;
  }

  #list(depth: number): unknown[] {
    const list: unknown[] = [];
    this.#at += 1;
    while (this.#next() !== closingBracket) {
      if (this.#next() === comma) this.#at += 1;
      list.push(this.read(depth + 1));
    }
    this.#at += 1;
    return list;
  }

  #string(): string {
    const text = this.#text;
    const start = this.#at;
    let end = text.indexOf('"', start + 1);
    while (text.charCodeAt(end - 1) === backslash && isEscaped(text, end)) end = text.indexOf('"', end + 1);
    this.#at = end + 1;
    const inside = text.slice(start + 1, end);
    return inside.includes('\\') ? String(JSON.parse(text.slice(start, end + 1))) : inside;
  }

  #number(): unknown {
    numberPattern.lastIndex = this.#at;
    const [digits = ''] = numberPattern.exec(this.#text) ?? [];
    if (digits === '') throw new SyntaxError('not JSON');
    this.#at += digits.length;
    return readNumber(digits);
  }
}

function isEscaped(text: string, at: number): boolean {
  let start = at;
  while (text.charCodeAt(start - 1) === backslash) start -= 1;
  return (at - start) % 2 === 1;
}

/** `JSON.stringify` for data that may hold bigints and exact numbers, which it writes with all of their digits. */
export function stringifyJson(value: object | string | number | boolean | bigint | null): string;
export function stringifyJson(value: unknown): string | undefined;
export function stringifyJson(value: unknown): string | undefined {
  if (typeof value === 'bigint') return value.toString();
  try {
    return JSON.stringify(value);
  } catch (error) {
    // It throws for these numbers, and looking for them beforehand would cost every other value a walk.
    if (error instanceof TypeError) return write(value, 0);
    throw error;
  }
}

function write(value: unknown, depth: number): string | undefined {
  if (depth > maxDepth) throw new TypeError(`data nests deeper than ${maxDepth} levels`);
  const exact = exactText(value);
  if (exact !== undefined) return exact;
  if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1) ?? 'null').join(',')}]`;
  if (!isDataObject(value) || typeof value['toJSON'] === 'function') return JSON.stringify(value);
  const members: string[] = [];
  for (const key of Object.keys(value)) {
    const text = write(value[key], depth + 1);
    if (text !== undefined) members.push(`${JSON.stringify(key)}:${text}`);
  }
  return `{${members.join(',')}}`;
}

/** Whether a value is an exact number or has one inside. */
export function hasExactNumber(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint';
  return value instanceof ExactNumber || Object.values(value).some(hasExactNumber);
}
