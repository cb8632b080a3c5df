import { maxHeaderSize } from 'node:http';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { FrontageError } from '../core/errors.ts';
import type { AnswerRequest } from '../core/http-messages.ts';
import { StartError } from '../core/start-error.ts';
import type { Readiness } from '../core/status.ts';
import { answerGraphql, refuseOtherMethods, refuseOtherThanGet } from './answer-graphql.ts';
import { buildCompress, type CompressionOptions } from './compression.ts';
import { connectionLimit } from './connection-limit.ts';
import { createDrain } from './drain.ts';
import { documentPath, graphqlPath } from './graphql-paths.ts';
import { decorateRequests, observeRequest, readRequestId } from './observe-request.ts';
import type { Overload } from './overload.ts';
import { refuseMalformed } from './refuse-malformed.ts';
import { sendError } from './send-error.ts';
import { withoutSchemas } from './without-schemas.ts';

export interface HttpServerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly maxBodyBytes: number;
  readonly answer: AnswerRequest;
  readonly compression: CompressionOptions;
  /** Not closed with the server. */
  readonly overload: Overload;
  /** What `/readyz` answers, unless the server is draining. */
  readiness(): Readiness;
}

export interface HttpServer {
  /** Where it listens, e.g. `http://127.0.0.1:4001`. */
  readonly url: string;
  readiness(): Readiness;
  /** Requests that are not answered yet. */
  inFlight(): number;
  /** Not ready from now on, and every answer ends its connection, but new ones are accepted. Resolves after `delayMs`. */
  drain(delayMs: number): Promise<void>;
  /** No new connections; resolves when what is in flight is answered or `graceMs` have passed. */
  close(graceMs: number): Promise<void>;
}

const headersTimeoutMs = 10_000;
const requestTimeoutMs = 15_000;
const keepAliveMs = 65_000;
const maxRequestsPerSocket = 1000;
const maxUrlLength = 8192;

/**
 * Listens and answers `/graphql`, `/graphql/<document>`, the same below `/<version>`, `/healthz` and `/readyz`. Throws `StartError`
 * when it cannot listen.
 */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const server = Fastify({
    bodyLimit: options.maxBodyBytes,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveMs,
    maxRequestsPerSocket,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    exposeHeadRoutes: false,
    schemaController: withoutSchemas,
    genReqId: ({ headers }) => readRequestId(headers['x-request-id']),
    // What the framework refuses before it has a route, e.g. a malformed URL.
    frameworkErrors: sendError,
    clientErrorHandler: refuseMalformed,
    // The URL has a bound of its own, and a refusal.
    // Query strings are read where it is known what they say, and not at all where an answer is kept.
    routerOptions: { maxParamLength: maxHeaderSize, querystringParser: () => ({}) },
    http: {
      headersTimeout: headersTimeoutMs,
      connectionsCheckingInterval: 1000,
      // Refused below, in the form of every other refusal.
      requireHostHeader: false,
    },
  });
  // Those above it are closed as they come.
  server.server.maxConnections = connectionLimit();
  const drain = createDrain(server.server);
  const readiness = (): Readiness => {
    if (drain.hasBegun) return { status: 'DRAINING' };
    return options.overload.isReady() ? options.readiness() : { status: 'OVERLOADED' };
  };
  // The body stays bytes here: what it must be is decided where GraphQL is known.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  decorateRequests(server);
  server.addHook('onRequest', observeRequest);
  server.addHook('onRequest', (request, _reply, done) => {
    refuseUnreadable(request);
    done();
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (drain.hasBegun) reply.header('connection', 'close');
    done(null, payload);
  });
  server.setErrorHandler(sendError);
  server.setNotFoundHandler((request, reply) => {
    const notFound = (refusal = new FrontageError('NOT_FOUND')): void => {
      sendError(refusal, request, reply);
    };
    // Methods that the framework does not route at all.
    if (/^\/(?:[^/?]+\/)?graphql(?:\?|$)/.test(request.url)) refuseOtherMethods(request, reply, notFound);
    else notFound();
  });
  server.get('/healthz', async () => ({ status: 'UP' }));
  server.get('/readyz', async (_request, reply) => {
    const state = readiness();
    reply.code(state.status === 'UP' ? 200 : 503);
    return state;
  });
  const { admit } = options.overload;
  const answer = answerGraphql(options.answer, buildCompress(options.compression));
  // Of a client with one contract there are no versions: what answers says so.
  for (const version of ['', '/:version']) {
    server.all(`${version}${graphqlPath}`, { onRequest: [refuseOtherMethods, admit] }, answer);
    server.all(`${version}${documentPath}`, { onRequest: [refuseOtherThanGet, admit] }, answer);
  }

  const url = await listen(server, options);
  return {
    url,
    readiness,
    inFlight: drain.inFlight,
    drain: drain.begin,
    async close(graceMs) {
      await drain.begin(0);
      await drain.finish(graceMs, server.close());
    },
  };
}

/** Throws `FrontageError` for a request whose body would not be looked at. */
function refuseUnreadable({ headers, url, raw }: FastifyRequest): void {
  // RFC 9112, section 3.2.
  if (headers.host === undefined && raw.httpVersion === '1.1')
    throw new FrontageError('BAD_REQUEST', { message: 'The request has no Host header.' });
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    throw new FrontageError('UNSUPPORTED_CONTENT_ENCODING');
  if (url.length > maxUrlLength) throw new FrontageError('URI_TOO_LONG');
}

async function listen(server: FastifyInstance, { host, port }: HttpServerOptions): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (cause) {
    await server.close();
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
    if (code === undefined) throw cause;
    const isTaken = code === 'EADDRINUSE';
    throw new StartError({
      key: isTaken ? 'listen.port' : 'listen',
      message: isTaken
        ? `port ${port} on ${host} is taken by another process`
        : `cannot listen on ${host}:${port} (${code})`,
    });
  }
}
