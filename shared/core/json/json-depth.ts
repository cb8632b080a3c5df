import { fewestInexactDigits, isExactAsNumber, mostExactDigits } from './exact-number.ts';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;

/** Longer texts are searched with `indexOf`, whose call costs as much as a loop over this many bytes. */
const nearBytes = 12;

/** Properties of a JSON text that are needed before it is parsed. They have no meaning for a text that is not JSON. */
export interface JsonScan {
  /** Whether it nests too deep: `JSON.parse` takes many times as long as for a flat text, and walks would exhaust the stack. */
  readonly isTooDeep: boolean;
  /** Whether it has too many values, lists and objects: each small one takes many times its bytes of memory and time. */
  readonly isTooMany: boolean;
  /**
   * The positions of the numbers whose digits a JavaScript number would lose: start (without the minus) and end of the first,
   * start and end of the next, and so on. Empty for a text that is refused.
   */
  readonly exactNumbers: readonly number[];
}

const plain: JsonScan = { isTooDeep: false, isTooMany: false, exactNumbers: [] };
const tooDeep: JsonScan = { ...plain, isTooDeep: true };
const tooMany: JsonScan = { ...plain, isTooMany: true };

/**
 * Scans a JSON text (UTF-8) in one pass without parsing it: whether it nests too deep, whether it has too many elements
 * (commas, opening brackets and exact numbers are counted), and where its exact numbers are.
 */
export function scanJson(
  json: Buffer,
  maxDepth: number = Number.POSITIVE_INFINITY,
  maxElements: number = Number.POSITIVE_INFINITY,
): JsonScan {
  const { length } = json;
  let depth = 0;
  let elements = 0;
  const exactNumbers: number[] = [];
  for (let index = 0; index < length; index++) {
    const byte = json[index] ?? 0;
    if (byte === quote) index = closingQuote(json, index);
    else if (byte >= 0x5b) {
      // Letters, for example of `true`, are neither.
      if (byte === 0x7b || byte === 0x5b) {
        if (++depth > maxDepth) return tooDeep;
        if (++elements > maxElements) return tooMany;
      } else if (byte === 0x7d || byte === 0x5d) depth--;
    } else if (byte >= 0x30 && byte <= 0x39) {
      const end = endOfNumber(json, index);
      if (end < 0) {
        if (!isExactAt(json, index, -end)) {
          exactNumbers.push(index, -end);
          if (++elements > maxElements) return tooMany;
        }
        index = -end - 1;
      } else index = end - 1;
    } else if (byte === comma && ++elements > maxElements) return tooMany;
  }
  return exactNumbers.length > 0 ? { ...plain, exactNumbers } : plain;
}

export function nestsDeeperThan(maxDepth: number, json: Buffer): boolean {
  return scanJson(json, maxDepth).isTooDeep;
}

/** The end of the number with a digit at this position; negative if it is long or has an exponent and must be checked. */
function endOfNumber(json: Buffer, start: number): number {
  let at = start + 1;
  let from = start;
  for (let byte = json[at] ?? 0; ; byte = json[++at] ?? 0) {
    if (byte >= 0x30 && byte <= 0x39) continue;
    if (byte === 0x2e) {
      from += 1;
      continue;
    }
    // `e` and `E`, with an optional sign.
    if (byte !== 0x65 && byte !== 0x45) break;
    at += 1;
    if (json[at] === 0x2b || json[at] === 0x2d) at += 1;
    for (byte = json[at] ?? 0; byte >= 0x30 && byte <= 0x39; ) byte = json[++at] ?? 0;
    return -at;
  }
  return at - from >= fewestInexactDigits ? -at : at;
}

function isExactAt(json: Buffer, start: number, end: number): boolean {
  if (end - start > mostExactDigits && hasMoreDigits(json, start, end)) return false;
  return isExactAsNumber(json.toString('latin1', start, end));
}

/** Whether there are too many significant digits, decided without decoding the text. */
function hasMoreDigits(json: Buffer, start: number, end: number): boolean {
  let digits = 0;
  let zeros = 0;
  for (let at = start; at < end && digits <= mostExactDigits; at++) {
    const byte = json[at] ?? 0;
    if (byte === 0x65 || byte === 0x45) break;
    if (byte === 0x30) zeros += 1;
    else if (byte !== 0x2e) {
      digits += digits === 0 ? 1 : zeros + 1;
      zeros = 0;
    }
  }
  return digits > mostExactDigits;
}

/** The next quote, or the text's length. Bytes of characters beyond ASCII are never a quote or a backslash. */
function closingQuote(json: Buffer, opening: number): number {
  let at = opening;
  do {
    const far = at + nearBytes;
    do at++;
    while (json[at] !== quote && at < far);
    if (json[at] !== quote) at = json.indexOf(quote, at);
    if (at === -1) return json.length;
  } while (json[at - 1] === backslash && isEscaped(json, at));
  return at;
}

/** Whether the byte is the second half of an escape sequence: of backslashes in a row, the first of two escapes the other. */
function isEscaped(json: Buffer, at: number): boolean {
  let start = at;
  while (json[start - 1] === backslash) start--;
  return (at - start) % 2 === 1;
}
