const quote = 0x22;
const backslash = 0x5c;

/** A text that is longer is looked through by `indexOf`, whose call costs as much as so many bytes. */
const nearBytes = 32;

/**
 * Whether lists and objects of a JSON text (UTF-8) nest deeper than this, told without parsing it: a deep text takes
 * `JSON.parse` many times as long as a flat one, and what walks its value would run out of stack. For a text that is not
 * JSON the answer means nothing.
 */
export function nestsDeeperThan(maxDepth: number, json: Buffer): boolean {
  const { length } = json;
  let depth = 0;
  for (let index = 0; index < length; index++) {
    const byte = json[index];
    if (byte === quote) {
      // To the closing quote. Bytes of a character beyond ASCII are never one of these.
      let left = nearBytes;
      while (++index < length) {
        const inside = json[index];
        if (inside === quote) break;
        if (inside === backslash) index++;
        else if (--left === 0) {
          index = closingQuote(json, index + 1);
          break;
        }
      }
    } else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > maxDepth) return true;
    } else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return false;
}

/** Finds the end of a long text faster than a loop over its bytes. `from`: not behind a backslash. */
function closingQuote(json: Buffer, from: number): number {
  for (let at = json.indexOf(quote, from); at !== -1; at = json.indexOf(quote, at + 1)) {
    let before = at;
    while (before > from && json[before - 1] === backslash) before--;
    if ((at - before) % 2 === 0) return at;
  }
  return json.length;
}
