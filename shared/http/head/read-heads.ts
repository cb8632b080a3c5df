import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FrontageError } from '../../core/errors.ts';
import { type HeadLimits, problemOfHead } from './problem-of-head.ts';

/** Codes that close the connection: the following bytes may belong to this request, or cannot be parsed. */
const endConnection = new Set(['BAD_REQUEST', 'HEADERS_TOO_LARGE', 'URI_TOO_LONG']);

/** Makes Node retain all fields, so that `problemOfHead` checks those that Node would drop or reject in its own format. */
export function readWholeHeads(server: Server): void {
  // Node silently drops fields beyond this number; 0 disables the limit.
  server.maxHeadersCount = 0;
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    server.emit('request', request, response);
  });
}

/** Rejects requests with a `problemOfHead` before any other hook runs and before the body is read. */
export function refuseUnclearHeads(server: FastifyInstance, limits: HeadLimits): void {
  readWholeHeads(server.server);
  server.addHook('onRequest', (request, reply, done) => {
    const problem = refusalOfHead(request, reply, limits);
    if (problem === undefined) done();
    else done(problem);
  });
}

export function refusalOfHead(
  { raw, url }: FastifyRequest,
  reply: FastifyReply,
  limits: HeadLimits,
): FrontageError | undefined {
  const problem = problemOfHead(raw, url, limits);
  if (problem !== undefined && endConnection.has(problem.code)) reply.header('connection', 'close');
  return problem;
}
