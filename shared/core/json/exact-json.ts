import { randomUUID } from 'node:crypto';
import { isDataObject, setOwn } from './data-object.ts';
import { ExactNumber, readExactNumber } from './exact-number.ts';
import { type JsonScan, scanJson } from './json-depth.ts';
import { markNumbers } from './mark-numbers.ts';

/** Parsed values are walked recursively: deeper texts would exhaust the stack. */
const maxDepth = 500;

/**
 * `JSON.parse` without loss of digits. Throws its `SyntaxError`. `bytes`: the text in UTF-8, if the caller has it. A text with
 * only JavaScript numbers, which is nearly always the case, costs a scan of its bytes.
 */
export function parseJson(text: string, bytes: Buffer = Buffer.from(text)): unknown {
  return parseScanned(text, bytes, scanJson(bytes));
}

/** The same for a text that was scanned and not refused. */
export function parseScanned(text: string, bytes: Buffer, { exactNumbers }: JsonScan): unknown {
  return exactNumbers.length > 0 ? parseExactJson(text, bytes, exactNumbers) : JSON.parse(text);
}

/**
 * Passes numbers that a JavaScript number cannot represent through `JSON.parse` as strings with a mark that does not occur
 * elsewhere in the text: several times as fast as a parser in JavaScript.
 */
function parseExactJson(text: string, bytes: Buffer, found: readonly number[]): unknown {
  let mark = randomUUID().slice(0, markLength);
  while (text.includes(mark)) mark = randomUUID().slice(0, markLength);
  const marked = markNumbers(bytes, found, Buffer.from(mark));
  // Such a text is not JSON, so this throws.
  if (marked === undefined) return JSON.parse(text);
  // A decoder may have removed the byte order mark.
  const isLonger = marked.subarray(0, 3).equals(byteOrderMark) && !text.startsWith('\ufeff');
  return unmark(JSON.parse(marked.toString('utf8', isLonger ? 3 : 0)), mark, 0);
}

const markLength = 13;
const byteOrderMark = Buffer.from('\ufeff');

/** Replaces the marked strings by numbers, in place. */
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

/** `JSON.stringify` for data with bigints and exact numbers, which are written with all of their digits. */
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
      // It throws for these numbers; searching for them in advance would cost a walk for every other value.
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

/** Whether a value is or contains an exact number. */
export function hasExactNumber(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint';
  if (value instanceof ExactNumber) return true;
  if (Array.isArray(value)) return value.some(hasExactNumber);
  for (const key of Object.keys(value)) if (isDataObject(value) && hasExactNumber(value[key])) return true;
  return false;
}
