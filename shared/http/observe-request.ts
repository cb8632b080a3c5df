import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requestFinished } from '../core/channels.ts';
import type { OutgoingResponse } from '../core/http/http-messages.ts';
import { graphqlPath } from './graphql-paths.ts';

/** The outcome of a request, except for its status. */
export type Outcome = Partial<
  Pick<OutgoingResponse, 'operationName' | 'upstreamCalls' | 'errorCodes' | 'degraded'>
>;

const requestIdPattern = /^[A-Za-z0-9._:-]{1,128}$/;
const clientClosedRequest = 499;
const maxLoggedLength = 128;

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined until `recordOutcome` was called. */
    outcome: Outcome | undefined;
  }
}

/** Returns the caller's request id if it is safe in logs and headers, otherwise a new id. */
export function readRequestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && requestIdPattern.test(given) ? given : randomUUID();
}

/** Reserves the property `outcome`: adding it later would change the hidden class of every request. */
export function decorateRequests(server: FastifyInstance): void {
  server.decorateRequest('outcome', undefined);
}

/** Records the outcome of a request. The last call wins. */
export function recordOutcome(request: FastifyRequest, outcome: Outcome): void {
  request.outcome = outcome;
}

/**
 * The first hook of every request. Sets its id and disables content sniffing in browsers. Publishes one outcome for each
 * request to a GraphQL route, including requests that were rejected before their body was read or whose client disconnected.
 */
export function observeRequest(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  reply.header('x-request-id', request.id);
  reply.header('x-content-type-options', 'nosniff');
  const { url } = request.routeOptions;
  if (url?.includes(graphqlPath)) {
    const startMs = performance.now();
    // 'close' is emitted once for every response, sent or not.
    reply.raw.once('close', () => publish(request, reply, url, startMs));
  }
  done();
}

/** `path` is the path of the route: the version segment that a client sends is not logged. */
function publish(request: FastifyRequest, reply: FastifyReply, path: string, startMs: number): void {
  const { headers, method, id } = request;
  const { operationName, upstreamCalls = 0, errorCodes = [], degraded = [] } = request.outcome ?? {};
  requestFinished.publish({
    requestId: id,
    method,
    path,
    clientName: short(headers['x-client-name'] ?? headers['apollographql-client-name']),
    clientVersion: short(headers['x-client-version'] ?? headers['apollographql-client-version']),
    operationName: short(operationName),
    status: reply.raw.writableFinished ? reply.statusCode : clientClosedRequest,
    durationMs: performance.now() - startMs,
    upstreamCalls,
    errorCodes,
    degraded,
  });
}

function short(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value.slice(0, maxLoggedLength) : undefined;
}
