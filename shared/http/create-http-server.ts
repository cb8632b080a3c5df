import { maxHeaderSize } from 'node:http';
import Fastify, { type FastifyInstance, type onRequestHookHandler } from 'fastify';
import { FrontageError } from '../core/errors.ts';
import type { HandleRequest } from '../core/http/http-messages.ts';
import { StartError } from '../core/start-error.ts';
import type { Readiness, TrafficStatus } from '../core/status.ts';
import { buildCompress, type CompressionOptions } from './compression.ts';
import { createDrain } from './drain.ts';
import { documentPath, graphqlPath } from './graphql-paths.ts';
import { graphqlRoute, refuseOtherMethods, refuseOtherThanGet } from './graphql-route.ts';
import { pathOfTarget } from './head/path-of-target.ts';
import { refusalOfHead, refuseUnclearHeads } from './head/read-heads.ts';
import { decorateRequests, observeRequest, readRequestId } from './observe-request.ts';
import type { Overload } from './overload.ts';
import { refuseMalformed } from './refuse-malformed.ts';
import { sendError } from './send-error.ts';
import { createTraffic, type TrafficLimits } from './traffic/create-traffic.ts';
import { withoutSchemas } from './without-schemas.ts';

export interface HttpServerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly maxBodyBytes: number;
  /** Header fields of one request. */
  readonly maxHeaders: number;
  readonly answer: HandleRequest;
  readonly compression: CompressionOptions;
  readonly traffic: TrafficLimits;
  /** Not closed with the server. */
  readonly overload: Overload;
  /** What `/readyz` answers, unless the server is draining. */
  readiness(): Readiness;
}

export interface HttpServer {
  /** Where it listens, e.g. `http://127.0.0.1:4001`. */
  readonly url: string;
  readiness(): Readiness;
  traffic(): TrafficStatus;
  /** Requests that are not answered yet. */
  inFlight(): number;
  /** Not ready from now on, and every answer ends its connection, but new ones are accepted. Resolves after `delayMs`. */
  drain(delayMs: number): Promise<void>;
  /** No new connections; resolves when what is in flight is answered or `graceMs` have passed. */
  close(graceMs: number): Promise<void>;
}

/** Longer than a body that is received has: this ends those that nobody reads. */
const unreadBodyMs = 2000;
const keepAliveMs = 65_000;
const maxRequestsPerSocket = 1000;

/**
 * Listens and answers `/graphql`, `/graphql/<document>`, the same below `/<version>`, `/healthz` and `/readyz`. Throws `StartError`
 * when it cannot listen.
 */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { maxBodyBytes, maxHeaders, overload } = options;
  const { headersTimeoutMs } = options.traffic.connections;
  const server = Fastify({
    bodyLimit: maxBodyBytes,
    requestTimeout: headersTimeoutMs + options.traffic.bodies.timeoutMs + unreadBodyMs,
    keepAliveTimeout: keepAliveMs,
    maxRequestsPerSocket,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    exposeHeadRoutes: false,
    schemaController: withoutSchemas,
    genReqId: ({ headers }) => readRequestId(headers['x-request-id']),
    rewriteUrl: pathOfTarget,
    // What the framework refuses before it has a route, e.g. a malformed URL.
    frameworkErrors: (error, request, reply) =>
      sendError(refusalOfHead(request, reply, { maxBodyBytes, maxHeaders }) ?? error, request, reply),
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
  const bounds = { maxBodyBytes, maxTrailers: maxHeaders };
  const traffic = createTraffic(server.server, options.traffic, bounds, overload);
  const drain = createDrain(server.server);
  const readiness = (): Readiness => {
    if (drain.hasBegun) return { status: 'DRAINING' };
    return overload.isReady() ? options.readiness() : { status: 'OVERLOADED' };
  };
  // The body stays bytes here: what it must be is decided where GraphQL is known.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', traffic.receive);
  decorateRequests(server);
  server.addHook('onRequest', observeRequest);
  refuseUnclearHeads(server, { maxBodyBytes, maxHeaders });
  server.addHook('onRequest', refuseUnknown);
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (drain.hasBegun) reply.header('connection', 'close');
    done(null, payload);
  });
  server.setErrorHandler(sendError);
  server.get('/healthz', async () => ({ status: 'UP' }));
  server.get('/readyz', async (_request, reply) => {
    const state = readiness();
    reply.code(state.status === 'UP' ? 200 : 503);
    return state;
  });
  const { admit, sendBody } = traffic;
  const compress = buildCompress(options.compression);
  const answer = graphqlRoute({ answer: options.answer, compress, overload, sendBody });
  // Of a client with one contract there are no versions: what answers says so.
  for (const version of ['', '/:version']) {
    server.all(`${version}${graphqlPath}`, { onRequest: [refuseOtherMethods, admit] }, answer);
    server.all(`${version}${documentPath}`, { onRequest: [refuseOtherThanGet, admit] }, answer);
  }

  server.addHook('onClose', (_instance, done) => {
    traffic.close();
    done();
  });

  const url = await listen(server, options);
  return {
    url,
    readiness,
    traffic: traffic.status,
    inFlight: drain.inFlight,
    drain: drain.begin,
    async close(graceMs) {
      await drain.begin(0);
      await drain.finish(graceMs, server.close());
    },
  };
}

/** A hook for before the body is read: it would not be looked at. */
const refuseUnknown: onRequestHookHandler = (request, reply, done) => {
  if (!request.is404) return done();
  const notFound = (refusal = new FrontageError('NOT_FOUND')): void => done(refusal);
  // Methods that the framework does not route at all.
  if (/^\/(?:[^/?]+\/)?graphql(?:\?|$)/.test(request.url))
    return refuseOtherMethods(request, reply, notFound);
  return notFound();
};

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
