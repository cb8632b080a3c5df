import type { UpstreamCall } from '../../upstream-call.ts';

/** The properties of an endpoint that a policy uses. */
export interface Candidate {
  /** Above 0. */
  readonly weight: number;
  readonly inFlight: number;
  /** The hash of its address: equal in every process, so that all choose the same endpoint. */
  readonly hash: number;
  /** The balance of smooth weighted round robin. Stored here, as several lists contain the same endpoint. */
  credit: number;
}

/** Chooses one candidate for a call. The list must not be empty. */
export type BalancingPolicy = <Choice extends Candidate>(
  candidates: readonly Choice[],
  call: UpstreamCall,
) => Choice;
