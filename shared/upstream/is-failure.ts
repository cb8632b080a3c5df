import type { UpstreamAnswer, UpstreamCall } from './upstream-call.ts';
import { UpstreamError } from './upstream-error.ts';

/** Whether an answer speaks against the endpoint that gave it. */
export function isFailedAnswer({ status }: UpstreamAnswer<unknown>): boolean {
  return status >= 500;
}

/**
 * Whether what a call was rejected with speaks against its endpoint: no connection, no answer in the endpoint's time, or a
 * 5xx. Not when the client has gone or the time of its request was over, nor when the call was never sent.
 */
export function isFailedCall(error: unknown, { context }: UpstreamCall): boolean {
  if (!(error instanceof UpstreamError) || context.cancellation.isCancelled) return false;
  if (error.code === 'SUBGRAPH_UNAVAILABLE' || error.code === 'SUBGRAPH_TIMEOUT') return true;
  return error.status !== undefined && error.status >= 500;
}
