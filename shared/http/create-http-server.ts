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
  /** 0 selects any free port. */
  readonly port: number;
  readonly maxBodyBytes: number;
  /** The maximum number of header fields of one request. */
  readonly maxHeaders: number;
  readonly handleRequest: HandleRequest;
  readonly compression: CompressionOptions;
  readonly traffic: TrafficLimits;
  /** Closing the server does not close it. */
  readonly overload: Overload;
  /** Returns the state that `/readyz` reports, unless the server is draining. */
  readiness(): Readiness;
}

export interface HttpServer {
  /** The base URL, e.g. `http://127.0.0.1:4001`. */
  readonly url: string;
  readiness(): Readiness;
  traffic(): TrafficStatus;
  /** Returns the number of requests without a complete response. */
  inFlight(): number;
  /**
   * Marks the server as not ready: from now on every response closes its connection, but new connections are accepted.
   * Resolves after `delayMs`.
   */
  drain(delayMs: number): Promise<void>;
  /** Accepts no new connections. Resolves when the requests in flight are complete or `graceMs` have passed. */
  close(graceMs: number): Promise<void>;
}

/** Added to the time limit of bodies, so that it applies only to bodies that no route reads. */
const unreadBodyMs = 2000;
const keepAliveMs = 65_000;
const maxRequestsPerSocket = 1000;

/**
 * Listens and serves `/graphql`, `/graphql/<document>`, both also below `/<version>`, `/healthz` and `/readyz`. Throws `StartError`
 * if it cannot listen.
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
    // Called for requests that the framework rejects before routing, e.g. malformed URLs.
    frameworkErrors: (error, request, reply) =>
      sendError(refusalOfHead(request, reply, { maxBodyBytes, maxHeaders }) ?? error, request, reply),
    clientErrorHandler: refuseMalformed,
    // `problemOfHead` limits the URL and rejects longer ones.
    // The stage that knows the parameters parses the query string; a cached response does not need it.
    routerOptions: { maxParamLength: maxHeaderSize, querystringParser: () => ({}) },
    http: {
      headersTimeout: headersTimeoutMs,
      connectionsCheckingInterval: 1000,
      // Rejected below, in the same format as other rejections.
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
  // The body remains bytes here: `operation/` decides what a valid body is.
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
  const route = graphqlRoute({ handleRequest: options.handleRequest, compress, overload, sendBody });
  // A client with one contract has no versions; `handleRequest` reports that.
  for (const version of ['', '/:version']) {
    server.all(`${version}${graphqlPath}`, { onRequest: [refuseOtherMethods, admit] }, route);
    server.all(`${version}${documentPath}`, { onRequest: [refuseOtherThanGet, admit] }, route);
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

/** A hook that rejects unknown routes before their body is read, since no route would use it. */
const refuseUnknown: onRequestHookHandler = (request, reply, done) => {
  if (!request.is404) return done();
  const notFound = (refusal = new FrontageError('NOT_FOUND')): void => done(refusal);
  // The framework does not route some methods at all.
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
