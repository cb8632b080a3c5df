import type { CachePolicy } from './http/cache-policy.ts';
import type { Presentation } from './presentation.ts';
import type { Cancellation } from './runtime/cancellation.ts';
import type { RequestScope } from './runtime/request-scope.ts';

/** The client, as the policy stage established it. */
export interface Principal {
  /** The token's `sub`. */
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Lower-case names; a header that occurs several times has several values. */
export type ResponseHeaders = Map<string, string[]>;

/**
 * The properties of a request that every stage may use. Its identity has no meaning: stages copy it with another deadline
 * or cancellation. State of the request is in `scope`.
 */
export interface RequestContext {
  /** Taken from `x-request-id` or made here; forwarded to every upstream. */
  readonly requestId: string;
  /** Undefined for an anonymous request. */
  readonly principal: Principal | undefined;
  /** How the values of the response are written. */
  readonly presentation: Presentation;
  /** The headers of the client's request; lower-case names. The header rules of an upstream select those that it receives. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the calls made with this context change data: they are made once, and not aborted. */
  readonly isWrite: boolean;
  /** Cancelled when the client has gone. */
  readonly cancellation: Cancellation;
  /** Absolute, on the clock of `performance.now()`. Calls still in progress then are aborted. */
  readonly deadlineMs: number;
  /** On the same clock: a query returns the available data then. Undefined: it waits for all of it. */
  readonly softDeadlineMs: number | undefined;
  /** Headers of upstreams for the client; added by the upstream stage, written by `http/`. */
  readonly responseHeaders: ResponseHeaders;
  /** How the response may be cached; restricted by each stage that adds a part of it. */
  readonly cachePolicy: CachePolicy;
  /** The same object in all copies of a request's context. */
  readonly scope: RequestScope;
}

/** Whether a value that a library passed through is a `RequestContext`. */
export function isRequestContext(value: object): value is RequestContext {
  return 'requestId' in value && 'cancellation' in value && 'scope' in value;
}
