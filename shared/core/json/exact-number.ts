/**
 * A JSON number that neither a JavaScript number nor a bigint of reasonable size can represent without loss: it has decimals,
 * an exponent, or very many digits. Immutable. `JSON.stringify` throws for it, as for a bigint; `stringifyJson` writes it.
 */
export class ExactNumber {
  readonly #text: string;

  /** `text`: the JSON text of the number. */
  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }

  /** Makes `JSON.stringify` throw a `TypeError`, so that the number is never written through a JavaScript number. */
  toJSON(): bigint {
    return 0n;
  }
}

/** A JavaScript number represents all numbers with fewer digits without loss. */
export const fewestInexactDigits = 16;

/** No JavaScript number is written with more digits, except for zeros at the ends. */
export const mostExactDigits = 17;

/** Integers with more digits stay text: computing with them takes more than linear time. */
const mostBigintDigits = 100;

/** Returns the value of a JSON number: a number if it represents the value, else a bigint or an `ExactNumber`. */
export function readNumber(text: string): number | bigint | ExactNumber {
  return isExactAsNumber(text) ? Number(text) : readExactNumber(text);
}

/** The same for a value that a JavaScript number does not represent. */
export function readExactNumber(text: string): bigint | ExactNumber {
  return text.length <= mostBigintDigits && isInteger(text) ? BigInt(text) : new ExactNumber(text);
}

/** Whether `Number(text)` is written with the same digits, except for insignificant zeros. */
export function isExactAsNumber(text: string): boolean {
  if (text.length > mostExactDigits && hasMoreDigits(text)) return false;
  const value = Number(text);
  const written = `${value}`;
  if (written === text) return true;
  // Both are digits alone.
  const isInDigits = value !== 0 && Number.isInteger(value) && Math.abs(value) < leastWithExponent;
  if (isInDigits && isInteger(text)) return false;
  return Number.isFinite(value) && significant(text) === significant(written);
}

/** Whether there are too many significant digits. */
function hasMoreDigits(text: string): boolean {
  let digits = 0;
  let zeros = 0;
  for (let at = 0; at < text.length && digits <= mostExactDigits; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x65 || code === 0x45) break;
    if (code === zero) zeros += 1;
    else if (code > zero) {
      digits += digits === 0 ? 1 : zeros + 1;
      zeros = 0;
    }
  }
  return digits > mostExactDigits;
}

/** From here on a number is written with an exponent. */
const leastWithExponent = 1e21;

/** The exact text of a bigint or an `ExactNumber`. */
export function exactText(value: unknown): string | undefined {
  return typeof value === 'bigint' || value instanceof ExactNumber ? value.toString() : undefined;
}

/** Whether a text is an integer: digits with an optional minus. */
export function isInteger(text: string): boolean {
  for (let at = text.startsWith('-') ? 1 : 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) return false;
  }
  return true;
}

/** Returns equal texts for equal numbers, ignoring the sign. */
function significant(text: string): string {
  const from = text.startsWith('-') ? 1 : 0;
  const e = text.search(/e/i);
  const mantissa = text.slice(from, e === -1 ? undefined : e);
  const point = mantissa.indexOf('.');
  const decimals = point === -1 ? 0 : mantissa.length - point - 1;
  const digits = point === -1 ? mantissa : mantissa.slice(0, point) + mantissa.slice(point + 1);
  let start = 0;
  while (start < digits.length && digits.charCodeAt(start) === zero) start += 1;
  let end = digits.length;
  while (end > start && digits.charCodeAt(end - 1) === zero) end -= 1;
  if (start === end) return '0';
  const exponent = (e === -1 ? 0 : Number(text.slice(e + 1))) - decimals + digits.length - end;
  return `${digits.slice(start, end)}e${exponent}`;
}

const zero = 0x30;
