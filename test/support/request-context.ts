import type { RequestContext } from '../../shared/core/request-context.ts';

/** An anonymous request with all the time in the world. */
export function requestContext(signal: AbortSignal = new AbortController().signal): RequestContext {
  return {
    requestId: 'test',
    principal: undefined,
    signal,
    deadlineMs: Number.POSITIVE_INFINITY,
    counters: { upstreamCalls: 0 },
  };
}
