const quote = 0x22;
const backslash = 0x5c;

/** A text that is longer is looked through by `indexOf`, whose call costs as much as a loop over so many bytes. */
const nearBytes = 12;

/**
 * Whether lists and objects of a JSON text (UTF-8) nest deeper than this, told without parsing it: a deep text takes
 * `JSON.parse` many times as long as a flat one, and what walks its value would run out of stack. For a text that is not
 * JSON the answer means nothing.
 */
export function nestsDeeperThan(maxDepth: number, json: Buffer): boolean {
  const { length } = json;
  let depth = 0;
  for (let index = 0; index < length; index++) {
    const byte = json[index] ?? 0;
    if (byte === quote) index = closingQuote(json, index);
    else if (byte >= 0x5b) {
      // Letters, of `true` and the like, are neither.
      if (byte === 0x7b || byte === 0x5b) {
        if (++depth > maxDepth) return true;
      } else if (byte === 0x7d || byte === 0x5d) depth--;
    }
  }
  return false;
}

/** Bytes of a character beyond ASCII are never a quote or a backslash. The text's length where there is none. */
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
