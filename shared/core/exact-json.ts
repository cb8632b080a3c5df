import { randomUUID } from 'node:crypto';
import { isDataObject, setOwn } from './data-object.ts';
import { ExactNumber, isExactAsNumber, readExactNumber } from './exact-number.ts';
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

/**
 * The same for a text of which it is known that it has such numbers. They go through `JSON.parse` as strings with a mark
 * that the text has nowhere else: several times as fast as to read the text here.
 */
export function parseExactJson(text: string): unknown {
  // Checks the syntax, in which a number is not a string.
  JSON.parse(text);
  let mark = randomUUID().slice(0, markLength);
  while (text.includes(mark)) mark = randomUUID().slice(0, markLength);
  return unmark(JSON.parse(withMarks(text, mark)), mark, 0);
}

const markLength = 13;
const quote = 0x22;
const backslash = 0x5c;

/** Makes strings of the numbers that a JavaScript number cannot hold. `text`: JSON. */
function withMarks(text: string, mark: string): string {
  let marked = '';
  let copied = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = closingQuote(text, at);
    else if (code === 0x2d || (code >= 0x30 && code <= 0x39)) {
      const end = endOfNumber(text, at);
      const digits = text.slice(at, end);
      if (!isExactAsNumber(digits)) {
        marked += `${text.slice(copied, at)}"${mark}${digits}"`;
        copied = end;
      }
      at = end - 1;
    }
  }
  return marked + text.slice(copied);
}

/** Where there is neither a digit nor a sign, a point or the letter of an exponent. */
function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  for (let code = text.charCodeAt(at); ; code = text.charCodeAt(++at)) {
    const isPart = (code >= 0x30 && code <= 0x39) || code === 0x2e || code === 0x2d || code === 0x2b;
    if (!isPart && code !== 0x65 && code !== 0x45) return at;
  }
}

function closingQuote(text: string, opening: number): number {
  let at = text.indexOf('"', opening + 1);
  while (text.charCodeAt(at - 1) === backslash && isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at;
}

function isEscaped(text: string, at: number): boolean {
  let start = at;
  while (text.charCodeAt(start - 1) === backslash) start -= 1;
  return (at - start) % 2 === 1;
}

/** Makes numbers of the marked strings, in place. */
function unmark(value: unknown, mark: string, depth: number): unknown {
  if (typeof value === 'string')
    return value.startsWith(mark) ? readExactNumber(value.slice(mark.length)) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (depth === maxDepth) throw new SyntaxError(`JSON nests deeper than ${maxDepth} levels`);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) value[index] = unmark(value[index], mark, depth + 1);
  } else if (isDataObject(value)) {
    for (const key of Object.keys(value)) {
      const inner = value[key];
      const unmarked = unmark(inner, mark, depth + 1);
      if (unmarked !== inner) setOwn(value, key, unmarked);
    }
  }
  return value;
}

/** Values that may have exact numbers because others had: to look for them is cheaper than what is thrown. */
const mostSuspected = 100;
let suspected = 0;

/** `JSON.stringify` for data that may hold bigints and exact numbers, which it writes with all of their digits. */
export function stringifyJson(value: object | string | number | boolean | bigint | null): string;
export function stringifyJson(value: unknown): string | undefined;
export function stringifyJson(value: unknown): string | undefined {
  if (suspected > 0) {
    suspected -= 1;
    if (!hasExactNumber(value)) return JSON.stringify(value);
  } else {
    try {
      return JSON.stringify(value);
    } catch (error) {
      // It throws for these numbers, and looking for them beforehand would cost every other value a walk.
      if (!(error instanceof TypeError)) throw error;
    }
  }
  suspected = mostSuspected;
  return write(value, 0);
}

function write(value: unknown, depth: number): string | undefined {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (depth === maxDepth) throw new TypeError(`data nests deeper than ${maxDepth} levels`);
  if (Array.isArray(value)) {
    let text = '';
    for (const item of value) text += `${text === '' ? '' : ','}${write(item, depth + 1) ?? 'null'}`;
    return `[${text}]`;
  }
  if (value instanceof ExactNumber) return value.toString();
  if (!isDataObject(value) || typeof value['toJSON'] === 'function') return JSON.stringify(value);
  let text = '';
  for (const key of Object.keys(value)) {
    const member = write(value[key], depth + 1);
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${member}`;
  }
  return `{${text}}`;
}

/** Whether a value is an exact number or has one inside. */
export function hasExactNumber(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint';
  if (value instanceof ExactNumber) return true;
  if (Array.isArray(value)) return value.some(hasExactNumber);
  for (const key of Object.keys(value)) if (isDataObject(value) && hasExactNumber(value[key])) return true;
  return false;
}
