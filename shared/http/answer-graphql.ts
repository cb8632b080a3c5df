import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { requestFinished } from '../core/channels.ts';
import { FrontageError } from '../core/errors.ts';
import type { AnswerRequest, OutgoingResponse } from '../core/http-messages.ts';
import { codeOf } from './send-error.ts';

const requestIdPattern = /^[A-Za-z0-9._:-]{1,128}$/;
const clientClosedRequest = 499;
const maxLoggedLength = 128;

/** The `/graphql` route: one answer and one published outcome a request, also when the client does not wait. */
export function answerGraphql(answer: AnswerRequest): RouteHandlerMethod {
  return async (request, reply) => {
    const startMs = performance.now();
    const headers = flatten(request.headers);
    const requestId = readRequestId(headers['x-request-id']);
    const client = new AbortController();
    // Every upstream call of the request listens; their number is bounded by the operation, not by ten.
    setMaxListeners(0, client.signal);
    let outcome: Partial<OutgoingResponse> = {};
    // 'close' comes once for every response, sent or not.
    reply.raw.once('close', () => {
      const isSent = reply.raw.writableFinished;
      if (!isSent) client.abort();
      publish(request, reply, { requestId, startMs, outcome, isSent });
    });
    reply.header('x-request-id', requestId);
    try {
      refuseOtherMethods(request, reply);
      const { method, body } = request;
      const search = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
      const response = await answer({
        requestId,
        method,
        search,
        headers,
        body: Buffer.isBuffer(body) ? body : undefined,
        signal: client.signal,
      });
      outcome = response;
      return reply.code(response.status).headers(response.headers).send(response.body);
    } catch (error) {
      outcome = { errorCodes: [codeOf(error)] };
      throw error;
    }
  };
}

function refuseOtherMethods({ method }: FastifyRequest, reply: FastifyReply): void {
  if (method === 'GET' || method === 'POST') return;
  reply.header('allow', 'GET, POST');
  throw new FrontageError('METHOD_NOT_ALLOWED');
}

/** The caller's id when it is harmless in a log and in a header, else a new one. */
function readRequestId(given: string | undefined): string {
  return given !== undefined && requestIdPattern.test(given) ? given : randomUUID();
}

function flatten(headers: FastifyRequest['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

interface Finished {
  readonly requestId: string;
  readonly startMs: number;
  readonly outcome: Partial<OutgoingResponse>;
  readonly isSent: boolean;
}

function publish(
  request: FastifyRequest,
  reply: FastifyReply,
  { requestId, startMs, outcome, isSent }: Finished,
): void {
  const { headers, method } = request;
  requestFinished.publish({
    requestId,
    method,
    path: '/graphql',
    clientName: short(headers['x-client-name'] ?? headers['apollographql-client-name']),
    clientVersion: short(headers['x-client-version'] ?? headers['apollographql-client-version']),
    operationName: short(outcome.operationName),
    status: isSent ? reply.statusCode : clientClosedRequest,
    durationMs: performance.now() - startMs,
    upstreamCalls: outcome.upstreamCalls ?? 0,
    errorCodes: outcome.errorCodes ?? [],
  });
}

function short(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value.slice(0, maxLoggedLength) : undefined;
}
