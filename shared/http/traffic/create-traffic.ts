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
    /** Default: `connectionLimit()`. */
    readonly max?: number | undefined;
    readonly perAddress?: number | undefined;
    /** The maximum number of requests on one connection whose responses wait for earlier ones. */
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

/** The transfer of requests and responses, as opposed to the work that they cause. */
export interface Traffic {
  /** A hook of GraphQL routes that runs before the body is read. Rejects requests that exceed a limit. */
  readonly admit: onRequestHookHandler;
  readonly receive: Bodies['receive'];
  readonly sendBody: SendBody;
  status(): TrafficStatus;
  close(): void;
}

/** Limits the resources that clients occupy without causing work: connections, bodies, responses. */
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
  // Without this listener Node sends 100 Continue immediately.
  server.on('checkContinue', (request, response) => {
    server.emit('request', request, response);
  });
  return {
    admit({ raw }, reply, done) {
      if (reply.raw.socket === null && queued.before(raw) > pipelined) done(overload.refuse('pipelining'));
      else if (slowReaders.isFull()) done(overload.refuse('slowReaders'));
      else {
        const refusal = overload.refusalOnArrival();
        // The client waits for 100 Continue before it sends the body (RFC 9110, section 10.1.1).
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
