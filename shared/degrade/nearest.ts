import { closest } from 'fastest-levenshtein';

/** `; did you mean …?` for a name that is not among those that there are. */
export function nearest(name: string, known: readonly string[]): string {
  return known.length === 0 ? '' : `; did you mean ${closest(name, [...known])}?`;
}
