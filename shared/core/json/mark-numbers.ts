const minus = 0x2d;
const quote = 0x22;
const zero = 0x30;
const colon = 0x3a;

/** A call of `copy` costs as much as a loop over this many bytes. */
const nearBytes = 48;

/**
 * Replaces the numbers that a JavaScript number cannot represent by strings that begin with a mark. `json` and `mark`: UTF-8;
 * `found`: from `scanJson`. Returns undefined if such a number is not valid JSON, or is in the position of a key, where a
 * string could make the text valid.
 */
export function markNumbers(json: Buffer, found: readonly number[], mark: Buffer): Buffer | undefined {
  const marked = Buffer.allocUnsafe(json.length + (found.length / 2) * (mark.length + 2));
  let copied = 0;
  let to = 0;
  for (let index = 0; index < found.length; index += 2) {
    const digits = found[index] ?? 0;
    const end = found[index + 1] ?? 0;
    if (!isNumber(json, digits, end) || isBeforeColon(json, end)) return undefined;
    const start = json[digits - 1] === minus ? digits - 1 : digits;
    to = copyBytes(json, copied, start, marked, to);
    marked[to++] = quote;
    to = copyBytes(mark, 0, mark.length, marked, to);
    to = copyBytes(json, start, end, marked, to);
    marked[to++] = quote;
    copied = end;
  }
  return marked.subarray(0, copyBytes(json, copied, json.length, marked, to));
}

/** Returns the end of the copy. */
function copyBytes(source: Buffer, start: number, end: number, target: Buffer, at: number): number {
  if (end - start > nearBytes) return at + source.copy(target, at, start, end);
  let to = at;
  for (let from = start; from < end; from++) target[to++] = source[from] ?? 0;
  return to;
}

/** RFC 8259, section 6, without the minus. */
function isNumber(json: Buffer, start: number, end: number): boolean {
  let at = endOfDigits(json, start);
  if (at > start + 1 && json[start] === zero) return false;
  if (json[at] === 0x2e) {
    const first = at + 1;
    at = endOfDigits(json, first);
    if (at === first) return false;
  }
  if (json[at] === 0x65 || json[at] === 0x45) {
    const first = at + (json[at + 1] === 0x2b || json[at + 1] === minus ? 2 : 1);
    at = endOfDigits(json, first);
    if (at === first) return false;
  }
  return at === end;
}

function endOfDigits(json: Buffer, start: number): number {
  let at = start;
  for (let byte = json[at] ?? 0; byte >= zero && byte <= 0x39; ) byte = json[++at] ?? 0;
  return at;
}

function isBeforeColon(json: Buffer, end: number): boolean {
  let at = end;
  while (json[at] === 0x20 || json[at] === 0x0a || json[at] === 0x0d || json[at] === 0x09) at++;
  return json[at] === colon;
}
