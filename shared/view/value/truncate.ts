import type { ValueOperation } from '../view.ts';
import { countGraphemes, findGraphemeEnds, type GraphemeEnds } from './grapheme-limit.ts';
import type { ValueFunction } from './value-function.ts';
import { isSpace, wordStart } from './word-start.ts';

/**
 * Texts of at most `max` graphemes, the ellipsis included (left out where it alone is longer). At WORD a text ends between
 * words, unless its first word is too long. Before the ellipsis stand neither spaces nor punctuation that leads on.
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
    const wanted = at === 'WORD' ? wordStart(value, ends.cut) : ends.cut;
    return value.slice(0, trimEnd(value, wanted, ends)) + end;
  };
}

const leadsOn = new Set('.,;:!?…·-‐‑‒–—/\\|&([{<«„“‘¡¿、。，．；：！？・');

/** `end` where nothing else would be left. */
function trimEnd(text: string, end: number, ends: GraphemeEnds): number {
  for (let trimmed = ends.floor(end); trimmed > 0; ) {
    if (!isSpace(text, trimmed - 1) && !leadsOn.has(text.charAt(trimmed - 1))) return trimmed;
    trimmed = ends.floor(trimmed - 1);
  }
  return ends.floor(end);
}
