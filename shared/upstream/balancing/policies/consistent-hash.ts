import type { RequestContext } from '../../../core/request-context.ts';
import type { BalancingPolicy } from './balancing-policy.ts';
import { hashText, mixHashes } from './hash-text.ts';
import { pickInTurn } from './pick-in-turn.ts';

/**
 * Weighted rendezvous hashing (Thaler and Ravishankar, 1998; weights after Mosharaf and Schindelhauer): each candidate has
 * a score for the value, and the highest wins. When a candidate is added, removed or skipped for a call, only the values
 * that it wins or had won move. A request without the value uses round robin.
 */
export function buildConsistentHash(by: string | undefined): BalancingPolicy {
  const hashedValue = buildHashedValue(by);
  return (candidates, { context }) => {
    const value = hashedValue(context);
    const [first] = candidates;
    if (value === undefined || first === undefined) return pickInTurn(candidates);
    const valueHash = hashText(value);
    let best = first;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (const candidate of candidates) {
      // Between 0 and 1, both excluded.
      const unit = (mixHashes(valueHash, candidate.hash) + 0.5) / 2 ** 32;
      const score = -candidate.weight / Math.log(unit);
      if (score <= bestScore) continue;
      best = candidate;
      bestScore = score;
    }
    return best;
  };
}

function buildHashedValue(by: string | undefined): (context: RequestContext) => string | undefined {
  const name = by?.slice(by.indexOf(':') + 1) ?? '';
  if (by?.startsWith('header:')) return ({ headers }) => headers[name];
  if (by?.startsWith('claim:')) return ({ principal }) => textOf(principal?.claims[name]);
  return () => undefined;
}

/** A list or an object does not identify a user. */
function textOf(claim: unknown): string | undefined {
  return typeof claim === 'string' || typeof claim === 'number' ? String(claim) : undefined;
}
