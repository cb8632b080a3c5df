import { traces } from '../core/runtime/tracing.ts';
import type { Layer } from './upstream-call.ts';

/** Publishes the events of each call of an upstream. */
export function traceCalls<Content>({ name: upstream }: { readonly name: string }): Layer<Content> {
  return (next) => (call) => {
    if (!traces.call.isActive) return next(call);
    const { context, coordinate, method } = call;
    return traces.call.promise(
      () => ({ requestId: context.requestId, upstream, coordinate, method, status: undefined }),
      async (trace) => {
        const response = await next(call);
        trace.status = response.status;
        return response;
      },
    );
  };
}

/** Publishes the events of each exchange with an endpoint. */
export function traceAttempts<Content>(
  { name: upstream }: { readonly name: string },
  url: string,
): Layer<Content> {
  const { origin, pathname } = new URL(url);
  const endpoint = `${origin}${pathname}`;
  return (next) => (call) => {
    if (!traces.attempt.isActive) return next(call);
    const { context, coordinate } = call;
    return traces.attempt.promise(
      () => ({ requestId: context.requestId, upstream, coordinate, endpoint, status: undefined }),
      async (trace) => {
        const response = await next(call);
        trace.status = response.status;
        return response;
      },
    );
  };
}
