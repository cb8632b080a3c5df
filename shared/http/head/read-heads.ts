import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FrontageError } from '../../core/errors.ts';
import { type HeadLimits, problemOfHead } from './problem-of-head.ts';

/** After these what comes next on the connection may be part of this request, or not read at all. */
const endConnection = new Set(['BAD_REQUEST', 'HEADERS_TOO_LARGE', 'URI_TOO_LONG']);

/** Has Node keep all fields, and leave to `problemOfHead` what it would drop or refuse in a form of its own. */
export function readWholeHeads(server: Server): void {
  // It drops fields beyond this number without a word; 0 is none.
  server.maxHeadersCount = 0;
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    server.emit('request', request, response);
  });
}

/** Refuses what `problemOfHead` refuses, before any other hook and any part of the body. */
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
