import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requestFinished } from '../core/channels.ts';
import type { OutgoingResponse } from '../core/http/http-messages.ts';
import { graphqlPath } from './graphql-paths.ts';

/** What is known of a request's outcome beside its status. */
export type Outcome = Partial<
  Pick<OutgoingResponse, 'operationName' | 'upstreamCalls' | 'errorCodes' | 'degraded'>
>;

const requestIdPattern = /^[A-Za-z0-9._:-]{1,128}$/;
const clientClosedRequest = 499;
const maxLoggedLength = 128;

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined until something is known. */
    outcome: Outcome | undefined;
  }
}

/** The caller's id when it is harmless in a log and in a header, else a new one. */
export function readRequestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && requestIdPattern.test(given) ? given : randomUUID();
}

/** A place for what is known: to add it later would make every request another kind of object. */
export function decorateRequests(server: FastifyInstance): void {
  server.decorateRequest('outcome', undefined);
}

/** Tells what came of a request; the last word counts. */
export function recordOutcome(request: FastifyRequest, outcome: Outcome): void {
  request.outcome = outcome;
}

/**
 * The first hook of every request: names it, has browsers believe its content type, and publishes one outcome for each to a route of GraphQL, also for one that
 * was refused before its body was read and for one whose client did not wait.
 */
export function observeRequest(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  reply.header('x-request-id', request.id);
  reply.header('x-content-type-options', 'nosniff');
  const { url } = request.routeOptions;
  if (url?.includes(graphqlPath)) {
    const startMs = performance.now();
    // 'close' comes once for every response, sent or not.
    reply.raw.once('close', () => publish(request, reply, url, startMs));
  }
  done();
}

/** `path`: of the route; what a client writes in place of `:version` is not told. */
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
