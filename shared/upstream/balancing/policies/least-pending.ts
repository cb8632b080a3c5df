import type { Candidate } from './balancing-policy.ts';
import { loadOf, pickInTurn } from './pick-in-turn.ts';

/** Picks the candidate with the fewest calls in flight per weight; among equal ones, in turn. */
export function pickLeastPending<Choice extends Candidate>(candidates: readonly Choice[]): Choice {
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) least = Math.min(least, loadOf(candidate));
  return pickInTurn(candidates, least);
}
