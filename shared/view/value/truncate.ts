import type { ValueOperation } from '../view.ts';
import { countGraphemes, findGraphemeEnds, type GraphemeEnds } from './grapheme-limit.ts';
import type { ValueFunction } from './value-function.ts';
import { isSpace, wordStart } from './word-start.ts';

/**
 * Truncates texts to at most `max` graphemes including the ellipsis (omitted if it alone is longer). At WORD a text ends
 * between words, unless its first word is too long. Spaces and joining punctuation before the ellipsis are removed.
 */
export function compileTruncate({
  max,
  at,
  ellipsis,
}: Extract<ValueOperation, { readonly op: 'truncate' }>): ValueFunction {
  const ellipsisLength = countGraphemes(ellipsis);
  const end = ellipsisLength > max ? '' : ellipsis;
  const room = ellipsisLength > max ? max : max - ellipsisLength;
  return (value) => {
    if (typeof value !== 'string') return value;
    const ends = findGraphemeEnds(value, max, room);
    if (ends === undefined) return value;
    const cut = at === 'WORD' ? wordStart(value, ends.cut) : ends.cut;
    return value.slice(0, trimEnd(value, cut, ends)) + end;
  };
}

const joiningPunctuation = new Set('.,;:!?…·-‐‑‒–—/\\|&([{<«„“‘¡¿、。，．；：！？・');

/** Moves the end before trailing spaces and punctuation, unless nothing would remain. */
function trimEnd(text: string, end: number, ends: GraphemeEnds): number {
  for (let trimmed = ends.floor(end); trimmed > 0; ) {
    if (!isSpace(text, trimmed - 1) && !joiningPunctuation.has(text.charAt(trimmed - 1))) return trimmed;
    trimmed = ends.floor(trimmed - 1);
  }
  return ends.floor(end);
}
