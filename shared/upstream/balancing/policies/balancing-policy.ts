import type { UpstreamCall } from '../../upstream-call.ts';

/** What a policy knows of an endpoint. */
export interface Candidate {
  /** Above 0. */
  readonly weight: number;
  readonly inFlight: number;
  /** Of its address: equal in every process, so that all choose alike. */
  readonly hash: number;
  /** What smooth weighted round robin owes it. Kept here, as the same endpoint stands in several lists. */
  credit: number;
}

/** Chooses one of the candidates, of which there is at least one, for a call. */
export type BalancingPolicy = <Choice extends Candidate>(
  candidates: readonly Choice[],
  call: UpstreamCall,
) => Choice;
