import type { Socket } from 'node:net';
import { z } from 'zod';

export const BUCKET_MS = 100;

/** Counts since the start or since they were cleared. */
export const UpstreamCounts = z.object({
  connections: z.number(),
  /** Currently open connections. */
  openConnections: z.number(),
  /** How connections ended: the other side closed, the other side reset, or this side closed or reset. */
  closed: z.object({ byPeer: z.number(), byPeerReset: z.number(), byUpstream: z.number() }),
  /** Requests whose head has arrived. */
  requests: z.number(),
  /** Requests that were read completely and executed. */
  executions: z.number(),
  /** Executions of a GraphQL mutation. */
  mutations: z.number(),
  /** Responses that were sent completely. */
  responded: z.number(),
  /** Requests whose connection closed before the end of the response. */
  abandoned: z.number(),
  /** Requests in flight now. */
  inFlight: z.number(),
  maxInFlight: z.number(),
  /** Start of the first bucket, in ms since the epoch. */
  sinceMs: z.number(),
  /** Arrivals of requests in each 100 ms; the last bucket is the last one with an arrival. */
  arrivals: z.array(z.number()),
});

export type UpstreamCounts = z.output<typeof UpstreamCounts>;

export interface UpstreamCounter {
  connected(socket: Socket): void;
  /** Returns a function to call when the exchange is over. */
  arrived(): (hasResponded: boolean) => void;
  executed(body: string): void;
  read(): UpstreamCounts;
  clear(): void;
}

export function createUpstreamCounter(): UpstreamCounter {
  const sockets = new Set<Socket>();
  let inFlight = 0;
  let counts = fresh();

  function fresh(): UpstreamCounts {
    return {
      connections: 0,
      openConnections: sockets.size,
      closed: { byPeer: 0, byPeerReset: 0, byUpstream: 0 },
      requests: 0,
      executions: 0,
      mutations: 0,
      responded: 0,
      abandoned: 0,
      inFlight,
      maxInFlight: inFlight,
      sinceMs: Date.now(),
      arrivals: [],
    };
  }

  return {
    connected(socket) {
      counts.connections += 1;
      sockets.add(socket);
      let cause: keyof UpstreamCounts['closed'] = 'byUpstream';
      socket.once('end', () => {
        cause = 'byPeer';
      });
      socket.once('error', () => {
        cause = 'byPeerReset';
      });
      socket.once('close', () => {
        sockets.delete(socket);
        counts.closed[cause] += 1;
      });
    },
    arrived() {
      const bucket = Math.floor((Date.now() - counts.sinceMs) / BUCKET_MS);
      while (counts.arrivals.length <= bucket) counts.arrivals.push(0);
      counts.arrivals[bucket] = (counts.arrivals[bucket] ?? 0) + 1;
      counts.requests += 1;
      inFlight += 1;
      counts.maxInFlight = Math.max(counts.maxInFlight, inFlight);
      return (hasResponded) => {
        inFlight -= 1;
        if (hasResponded) counts.responded += 1;
        else counts.abandoned += 1;
      };
    },
    executed(body) {
      counts.executions += 1;
      if (/"query":\s*"\s*mutation\b/.test(body)) counts.mutations += 1;
    },
    read: () => ({ ...counts, inFlight, openConnections: sockets.size }),
    clear() {
      counts = fresh();
    },
  };
}
