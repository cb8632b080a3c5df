const quote = 0x22;
const backslash = 0x5c;

/**
 * Whether lists and objects of a JSON text (UTF-8) nest deeper than this, told without parsing it: a deep text takes
 * `JSON.parse` many times as long as a flat one, and what walks its value would run out of stack. For a text that is not
 * JSON the answer means nothing.
 */
export function nestsDeeperThan(maxDepth: number, json: Uint8Array): boolean {
  const { length } = json;
  let depth = 0;
  for (let index = 0; index < length; index++) {
    const byte = json[index];
    if (byte === quote) {
      // To the closing quote. Bytes of a character beyond ASCII are never one of these.
      while (++index < length) {
        const inside = json[index];
        if (inside === quote) break;
        if (inside === backslash) index++;
      }
    } else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > maxDepth) return true;
    } else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return false;
}
