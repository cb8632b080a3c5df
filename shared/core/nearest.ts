import { distance } from 'fastest-levenshtein';

/** `; did you mean …?`, or nothing when no candidate is near. */
export function nearest(
  found: string,
  candidates: Iterable<string>,
  show: (candidate: string) => string = (candidate) => candidate,
): string {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(found.length / 2)) + 1;
  for (const candidate of candidates) {
    const edits = distance(found.toLowerCase(), candidate.toLowerCase());
    if (edits < bestDistance) [best, bestDistance] = [candidate, edits];
  }
  return best === undefined ? '' : `; did you mean ${show(best)}?`;
}
