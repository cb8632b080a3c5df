import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { traces } from '../core/runtime/tracing.ts';

/** Publishes the events of each request to a route. The promise of `handle` resolves when the response is sent. */
export function traceRequests(
  handle: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
): RouteHandlerMethod {
  return (request, reply) => {
    if (!traces.request.isActive) return handle(request, reply);
    const { id: requestId, method, routeOptions } = request;
    return traces.request.promise(
      () => ({ requestId, method, path: routeOptions.url ?? '', status: undefined }),
      async (trace) => {
        await handle(request, reply);
        trace.status = reply.statusCode;
      },
    );
  };
}
