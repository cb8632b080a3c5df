import type { BalancingPolicy, Candidate } from './balancing-policy.ts';
import { loadOf } from './pick-in-turn.ts';

/**
 * Draws two different candidates, weighted, and picks the one with fewer calls in flight per weight (Mitzenmacher,
 * "The Power of Two Choices in Randomized Load Balancing", 2001). Unlike with `leastPending`, many processes do not all choose
 * the same endpoint at once. `random` returns numbers from 0 up to 1.
 */
export function buildPowerOfTwo(random: () => number): BalancingPolicy {
  return (candidates) => {
    const first = draw(candidates, undefined, random());
    if (candidates.length === 1) return first;
    const second = draw(candidates, first, random());
    return loadOf(second) < loadOf(first) ? second : first;
  };
}

function draw<Choice extends Candidate>(
  candidates: readonly Choice[],
  without: Choice | undefined,
  random: number,
): Choice {
  let total = 0;
  for (const candidate of candidates) if (candidate !== without) total += candidate.weight;
  let rest = random * total;
  let last: Choice | undefined;
  for (const candidate of candidates) {
    if (candidate === without) continue;
    last = candidate;
    rest -= candidate.weight;
    if (rest < 0) break;
  }
  // Rounding may leave a remainder after the last candidate.
  if (last === undefined) throw new TypeError('the list of candidates is empty');
  return last;
}
