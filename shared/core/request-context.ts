import type { CachePolicy } from './http/cache-policy.ts';
import type { Presentation } from './presentation.ts';
import type { Cancellation } from './runtime/cancellation.ts';

/** Who asks, as the policy stage established it. */
export interface Principal {
  /** The token's `sub`. */
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Lower-case names; a header that occurs several times has several values. */
export type ResponseHeaders = Map<string, string[]>;

export interface RequestCounters {
  /** Counted by the upstream stage, reported by telemetry. */
  upstreamCalls: number;
  /** Goes up when a write of the request begins and when it ends: what was read at another number may not be true. */
  writes: number;
}

/** What every stage may know of the request that it works for. One object a request. */
export interface RequestContext {
  /** Taken from `x-request-id` or made here; forwarded to every upstream. */
  readonly requestId: string;
  /** Undefined for an anonymous request. */
  readonly principal: Principal | undefined;
  /** How the values of the answer are written. */
  readonly presentation: Presentation;
  /** Of the client's request; lower-case names. What of them an upstream is told is for its header rules to say. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the calls made with this context change something: they are made once, and not given up half-way. */
  readonly isWrite: boolean;
  /** Cancelled when the client has gone. */
  readonly cancellation: Cancellation;
  /** Absolute, on the clock of `performance.now()`. What is not there by then is given up. */
  readonly deadlineMs: number;
  /** On the same clock: a query is answered then with what is there. Undefined: everything is waited for. */
  readonly softDeadlineMs: number | undefined;
  /** What upstreams want the client to be told; added to by the upstream stage, written by `http/`. */
  readonly answerHeaders: ResponseHeaders;
  /** How the answer may be cached; restricted by whoever brings a part of it. */
  readonly cachePolicy: CachePolicy;
  /** One object for all copies of a request's context. */
  readonly counters: RequestCounters;
}

/** Tells our context from whatever else a library hands through. */
export function isRequestContext(value: object): value is RequestContext {
  return 'requestId' in value && 'cancellation' in value && 'counters' in value;
}
