import type { Candidate } from './balancing-policy.ts';

/**
 * Smooth weighted round robin (as in nginx, `ngx_http_upstream_round_robin.c`): each candidate has its share of any sequence
 * of picks, and the picks of a heavy one are spread instead of consecutive. Skips candidates with a load above `maxLoad`.
 */
export function pickInTurn<Choice extends Candidate>(
  candidates: readonly Choice[],
  maxLoad: number = Number.POSITIVE_INFINITY,
): Choice {
  let best: Choice | undefined;
  let total = 0;
  for (const candidate of candidates) {
    if (loadOf(candidate) > maxLoad) continue;
    candidate.credit += candidate.weight;
    total += candidate.weight;
    if (best === undefined || candidate.credit > best.credit) best = candidate;
  }
  if (best === undefined) throw new TypeError('the list of candidates is empty');
  best.credit -= total;
  return best;
}

/** Returns the calls in flight per unit of weight. */
export function loadOf({ inFlight, weight }: Candidate): number {
  return inFlight / weight;
}
