import type { Server } from 'node:http';
import type { onRequestHookHandler } from 'fastify';
import type { TrafficStatus } from '../../core/status.ts';
import type { Overload } from '../overload.ts';
import { connectionLimit } from './connection-limit.ts';
import { limitConnections } from './connections.ts';
import { closeQueuedResponses } from './queued-responses.ts';
import { type Bodies, createBodies } from './receive-bodies.ts';
import { createSendBody, type SendBody } from './send-body.ts';
import { createSlowReaders } from './slow-readers.ts';

export interface TrafficLimits {
  readonly connections: {
    /** Undefined: as many as `connectionLimit` says. */
    readonly max?: number | undefined;
    readonly perAddress?: number | undefined;
    /** Requests on one connection whose responses wait for earlier ones. */
    readonly pipelined: number;
    readonly headersTimeoutMs: number;
  };
  readonly bodies: {
    readonly max: number;
    readonly maxBytes: number;
    readonly timeoutMs: number;
    readonly minRate: number;
  };
  readonly responses: { readonly maxBytes: number; readonly idleMs: number };
}

/** What clients send and are sent beside the work that this makes. */
export interface Traffic {
  /** A hook for before the body is read, of requests that will be worked on. */
  readonly admit: onRequestHookHandler;
  readonly receive: Bodies['receive'];
  readonly sendBody: SendBody;
  status(): TrafficStatus;
  close(): void;
}

/** Bounds what clients hold of this process while nothing is done for them: connections, bodies, responses. */
export function createTraffic(
  server: Server,
  limits: TrafficLimits,
  bounds: { readonly maxBodyBytes: number; readonly maxTrailers: number },
  overload: Overload,
): Traffic {
  const { max = connectionLimit(), perAddress, pipelined } = limits.connections;
  const connections = limitConnections(server, { max, perAddress });
  const queued = closeQueuedResponses(server);
  const bodies = createBodies({ ...limits.bodies, ...bounds });
  const slowReaders = createSlowReaders(limits.responses);
  // Node says so at once by itself unless this is here.
  server.on('checkContinue', (request, response) => {
    server.emit('request', request, response);
  });
  return {
    admit({ raw }, reply, done) {
      if (reply.raw.socket === null && queued.before(raw) > pipelined) done(overload.refuse('pipelining'));
      else if (slowReaders.isFull()) done(overload.refuse('slowReaders'));
      else {
        const refusal = overload.refusalOnArrival();
        // Whoever waits with the body until it is wanted (RFC 9110, section 10.1.1).
        if (refusal === undefined && raw.headers.expect !== undefined) reply.raw.writeContinue();
        done(refusal);
      }
    },
    receive: bodies.receive,
    sendBody: createSendBody(slowReaders),
    status: () => ({
      connections: connections.status(),
      bodies: bodies.status(),
      responses: slowReaders.status(),
    }),
    close() {
      bodies.close();
      slowReaders.close();
    },
  };
}
