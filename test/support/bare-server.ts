import { connect, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import type { IncomingRequest } from '../../shared/core/http/http-messages.ts';
import { ResponseBody } from '../../shared/core/http/response-body.ts';
import { ResponseStream } from '../../shared/core/http/response-stream.ts';
import type { TrafficStatus } from '../../shared/core/status.ts';
import { createHttpServer } from '../../shared/http/create-http-server.ts';
import { createOverload, type Overload } from '../../shared/http/overload.ts';
import type { TrafficLimits } from '../../shared/http/traffic/create-traffic.ts';
import { trafficLimits } from './traffic-limits.ts';

export interface BareServer {
  /** The URL of its `/graphql`. */
  readonly url: string;
  readonly overload: Overload;
  traffic(): TrafficStatus;
  inFlight(): number;
  /** Drains and closes: connections that are left after `graceMs` are destroyed. */
  close(graceMs: number): Promise<void>;
  /** A connection on which these bytes were sent; destroyed when the test ends. Its errors are ignored. */
  open(bytes: string): Socket;
}

export interface BareServerOptions {
  readonly traffic?: Partial<TrafficLimits>;
  /** Limit of client requests that execute at once. */
  readonly places?: number;
  readonly encodings?: readonly ('br' | 'gzip')[];
  /** The body of each response. */
  respond(request: IncomingRequest): Buffer | ResponseStream | Promise<Buffer>;
}

/** Starts only the HTTP stage, on a free port. */
export async function bareServer(
  context: TestContext,
  { traffic, places = 4, encodings = [], respond }: BareServerOptions,
): Promise<BareServer> {
  const concurrency = { max: places, adaptive: false, min: 1, initial: 1, tolerance: 1.5 };
  // These tests do not depend on how busy the machine is.
  const pressure = { eventLoopDelayMs: 60_000, heap: 1, heapCritical: 1 };
  const overload = createOverload({ ...pressure, concurrency, unreadyAfter: 100_000 });
  const server = await createHttpServer({
    host: '127.0.0.1',
    port: 0,
    maxBodyBytes: 256 * 1024,
    maxHeaders: 100,
    compression: { encodings, minimumBytes: 1024 },
    traffic: trafficLimits(traffic),
    overload,
    readiness: () => ({ status: 'UP' }),
    handleRequest: async (request) => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      upstreamHeaders: new Map(),
      body: bodyOf(await respond(request)),
      upstreamCalls: 0,
      errorCodes: [],
      degraded: [],
    }),
  });
  let closing: Promise<void> | undefined;
  const close = (graceMs: number): Promise<void> => {
    closing ??= server.close(graceMs);
    return closing;
  };
  const sockets: Socket[] = [];
  context.after(async () => {
    for (const socket of sockets) socket.destroy();
    await close(0);
    overload.close();
  });
  return {
    url: `${server.url}/graphql`,
    overload,
    traffic: server.traffic,
    inFlight: server.inFlight,
    close,
    open(bytes) {
      const { hostname, port } = new URL(server.url);
      const socket = connect(Number(port), hostname);
      socket.on('error', () => {});
      socket.write(bytes);
      sockets.push(socket);
      return socket;
    },
  };
}

function bodyOf(body: Buffer | ResponseStream): ResponseBody | ResponseStream {
  return body instanceof ResponseStream ? body : new ResponseBody(body).retain();
}
