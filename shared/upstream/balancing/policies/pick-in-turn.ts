import type { Candidate } from './balancing-policy.ts';

/**
 * Smooth weighted round robin (as in nginx, `ngx_http_upstream_round_robin.c`): of any stretch of picks each candidate has
 * its share, and a heavy one has its picks spread instead of in a row. Passes over candidates with a load above `maxLoad`.
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
  if (best === undefined) throw new TypeError('there is a candidate');
  best.credit -= total;
  return best;
}

/** Calls in flight for each unit of weight. */
export function loadOf({ inFlight, weight }: Candidate): number {
  return inFlight / weight;
}
