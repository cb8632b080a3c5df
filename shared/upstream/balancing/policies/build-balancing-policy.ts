import type { BalancingOptions } from '../../upstream-options.ts';
import type { BalancingPolicy } from './balancing-policy.ts';
import { buildConsistentHash } from './consistent-hash.ts';
import { pickLeastPending } from './least-pending.ts';
import { pickInTurn } from './pick-in-turn.ts';
import { buildPowerOfTwo } from './power-of-two.ts';

/** `random` returns numbers from 0 up to 1. */
export function buildBalancingPolicy(
  { policy, hash }: BalancingOptions,
  random: () => number,
): BalancingPolicy {
  switch (policy) {
    case 'roundRobin':
      return (candidates) => pickInTurn(candidates);
    case 'leastPending':
      return pickLeastPending;
    case 'powerOfTwo':
      return buildPowerOfTwo(random);
    case 'consistentHash':
      return buildConsistentHash(hash);
  }
}
