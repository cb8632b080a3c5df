import type { Cancellation } from './cancellation.ts';

/** Who asks, as the policy stage established it. */
export interface Principal {
  /** The token's `sub`. */
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** What every stage may know of the request that it works for. One object a request. */
export interface RequestContext {
  /** Taken from `x-request-id` or made here; forwarded to every upstream. */
  readonly requestId: string;
  /** Undefined for an anonymous request. */
  readonly principal: Principal | undefined;
  /** Cancelled when the client has gone. */
  readonly cancellation: Cancellation;
  /** Absolute, on the clock of `performance.now()`. What is not there by then is given up. */
  readonly deadlineMs: number;
  /** Counted by the upstream stage, reported by telemetry. */
  readonly counters: { upstreamCalls: number };
}

/** Tells our context from whatever else a library hands through. */
export function isRequestContext(value: object): value is RequestContext {
  return 'requestId' in value && 'cancellation' in value && 'counters' in value;
}
