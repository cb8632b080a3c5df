import { distance } from 'fastest-levenshtein';

const maxListed = 40;

/** Returns `; did you mean …?`, or an empty text if no candidate is near: a wrong guess misleads more than none. */
export function nearest(
  found: string,
  candidates: Iterable<string>,
  show: (candidate: string) => string = (candidate) => candidate,
): string {
  const best = nearestName(found, candidates);
  return best === undefined ? '' : `; did you mean ${show(best)}?`;
}

/** The same as `nearest`, but lists the allowed candidates if none is near. */
export function nearestOrAllowed(found: string, candidates: Iterable<string>): string {
  const all = [...candidates];
  const near = nearest(found, all);
  if (near !== '' || all.length === 0) return near;
  const more = all.length > maxListed ? ', …' : '';
  return `; allowed are ${all.slice(0, maxListed).join(', ')}${more}`;
}

/** The candidate that was probably meant: few edits away, or containing the same word. */
export function nearestName(found: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestEdits = found.length <= 4 ? 1 : Math.floor(found.length / 2);
  for (const candidate of candidates) {
    const edits = editsBetween(found.toLowerCase(), candidate.toLowerCase());
    if (edits < bestEdits || (edits === bestEdits && best === undefined))
      [best, bestEdits] = [candidate, edits];
  }
  return best;
}

function editsBetween(found: string, candidate: string): number {
  const edits = distance(found, candidate);
  // Two swapped letters count as one edit.
  if (edits === 2 && found.length === candidate.length && sorted(found) === sorted(candidate)) return 1;
  const [short, long] = found.length < candidate.length ? [found, candidate] : [candidate, found];
  return short.length >= 4 && long.includes(short) ? Math.min(edits, 2) : edits;
}

function sorted(text: string): string {
  return [...text].sort().join('');
}
