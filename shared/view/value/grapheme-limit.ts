/** Ranges of simple code units: each is a grapheme of its own next to any other simple one. */
const simpleRanges = [
  [0x0000, 0x000c],
  [0x000e, 0x02ff],
  [0x0370, 0x0482],
  [0x048a, 0x058f],
  [0x05d0, 0x05ea],
  [0x0620, 0x064a],
  [0x0660, 0x066f],
  [0x0e01, 0x0e30],
  [0x2010, 0x2027],
  [0x2030, 0x205e],
  [0x20a0, 0x20bf],
  [0x3000, 0x3029],
  [0x3030, 0x3098],
  [0x309b, 0x30ff],
  [0x3400, 0x9fff],
  [0xac00, 0xd7a3],
] as const;

/** By code unit: 1 for simple ones. */
const simple = new Uint8Array(0x1_0000);
for (const [from, to] of simpleRanges) simple.fill(1, from, to + 1);

/** Matches the first code unit that is not simple; a regular expression scans a text faster than a loop. */
const notSimple = new RegExp(
  `[^${simpleRanges.map(([from, to]) => `${escaped(from)}-${escaped(to)}`).join('')}]`,
);

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The ends of graphemes near the limit, in a text that exceeds it. */
export interface GraphemeEnds {
  /** The offset at which grapheme number `room` ends. */
  readonly cut: number;
  /** The last end of a grapheme at or before `offset`, which is at most `cut`. */
  floor(offset: number): number;
}

/**
 * Finds the ends of graphemes, or `undefined` if `text` has at most `max` graphemes. `room` is at most `max`. Only the first
 * `max` graphemes are segmented, and none if the code units suffice.
 */
export function findGraphemeEnds(text: string, max: number, room: number): GraphemeEnds | undefined {
  if (text.length <= max) return undefined;
  const sure = text.slice(0, max + 1).search(notSimple);
  if (sure < 0) return { cut: room, floor: (offset) => offset };
  // The last simple code unit may combine with the one that follows.
  return segmentFrom(text, Math.max(0, sure - 1), max, room);
}

/** `start`: the offset of a grapheme; each code unit before it is a grapheme. */
function segmentFrom(text: string, start: number, max: number, room: number): GraphemeEnds | undefined {
  const ends: number[] = [];
  let end = start;
  for (let count = start; count < max; count += 1) {
    end = graphemeEnd(text, end);
    if (count < room) ends.push(end);
    if (end === text.length) return undefined;
  }
  return {
    cut: ends.at(-1) ?? room,
    floor: (offset) => (offset <= start ? offset : (ends.findLast((known) => known <= offset) ?? start)),
  };
}

const chunkLength = 32;

/** The end of the grapheme that begins at `start`. */
function graphemeEnd(text: string, start: number): number {
  const next = start + 1;
  if (isSimple(text, start) && (next === text.length || isSimple(text, next))) return next;
  // The segmenter copies the whole text for each segment that it returns: pass as little as suffices.
  for (let length = chunkLength; ; length *= 2) {
    const chunk = text.slice(start, start + length);
    const end = segmenter.segment(chunk).containing(0)?.segment.length ?? chunk.length;
    // The last code unit may be half of a character.
    if (end < chunk.length - 1 || start + length >= text.length) return start + end;
  }
}

/** Whether the code unit at `index` is simple: a grapheme of its own if its neighbours are simple, too. */
export function isSimple(text: string, index: number): boolean {
  return simple[text.charCodeAt(index)] === 1;
}

export function countGraphemes(text: string): number {
  return Array.from(segmenter.segment(text)).length;
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
