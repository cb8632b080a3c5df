/** Scripts without spaces between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const space = /\s/;

/** Matches texts in which every code unit is below the first letter of those scripts. */
const spacedOnly = /^[\0-\u0dff]*$/;

/** Whether white space is at `index`. */
export function isSpace(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  if (unit > 0x20 && unit < 0x80) return false;
  return unit === 0x20 || space.test(text.charAt(index));
}

/** The segmented window around the cut, in code units: longer words are cut inside. */
const windowBefore = 128;
const windowAfter = 32;

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/**
 * The start of the word that spans `cut`, or `cut` if none does or if it is the first word. Words are separated by white
 * space; in scripts without spaces, by the rules of Unicode (UAX #29) and its dictionaries.
 */
export function wordStart(text: string, cut: number): number {
  if (cut === 0 || isSpace(text, cut)) return cut;
  let start = cut;
  while (start > 0 && !isSpace(text, start - 1)) start -= 1;
  const inRun = unspacedWordStart(text, start, cut);
  if (inRun !== undefined) return inRun;
  return isBlank(text, start) ? cut : start;
}

/** `undefined` if the run from `start` is in a script with spaces, or is one word. */
function unspacedWordStart(text: string, start: number, cut: number): number | undefined {
  const from = Math.max(start, cut - windowBefore);
  const near = text.slice(from, cut + windowAfter);
  if (spacedOnly.test(near) || !unspaced.test(near)) return undefined;
  const word = segmenter.segment(near).containing(cut - from);
  if (word === undefined) return undefined;
  return word.isWordLike === true && word.index === 0 ? undefined : from + word.index;
}

/** Whether the text before `end` is only white space. */
function isBlank(text: string, end: number): boolean {
  let index = 0;
  while (index < end && isSpace(text, index)) index += 1;
  return index === end;
}
