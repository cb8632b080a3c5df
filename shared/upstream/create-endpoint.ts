import type { RequestContext } from '../core/request-context.ts';
import type { EndpointStatus } from '../core/status.ts';
import { type BreakerDeps, createBreaker } from './resilience/breaker.ts';
import { createTransport } from './transport/transport.ts';
import type { ReadResponse, Send, UpstreamCall } from './upstream-call.ts';
import type { EndpointOptions, UpstreamOptions } from './upstream-options.ts';

/** One address of an upstream. */
export interface Endpoint<Content> {
  readonly send: Send<Content>;
  /** Calls that have not ended. */
  readonly inFlight: number;
  /** Whether this call would be sent: false while a breaker refuses it. */
  isAvailable(call: UpstreamCall): boolean;
  /** GET of a path of the origin: the status of the answer. Rejects as `send` does. */
  ask(path: string, context: RequestContext): Promise<number>;
  /** Resolves when no call is in flight. */
  drain(): Promise<void>;
  status(): EndpointStatus;
  close(): Promise<void>;
}

export interface EndpointDeps<Content> {
  readonly read: ReadResponse<Content>;
  readonly breaker: BreakerDeps;
  /** Called whenever it has given an answer. */
  readonly onAnswer: () => void;
}

/** The layers of one endpoint, from the inside out: transport, breaker. */
export function createEndpoint<Content>(
  { url, address, weight }: EndpointOptions,
  options: Pick<UpstreamOptions, 'name' | 'transport' | 'breaker'>,
  { read, breaker: breakerNeeds, onAnswer }: EndpointDeps<Content>,
): Endpoint<Content> {
  const { origin, pathname, search } = new URL(url);
  const transport = createTransport(origin, options.transport, address);
  const ownPath = `${pathname}${search}`;
  // A source's base URL is a prefix; a subgraph's is the whole.
  const base = ownPath.replace(/\/$/, '');
  let inFlight = 0;
  let onIdle: (() => void) | undefined;
  const exchange: Send<Content> = async ({ method, path, headers, body, context }) => {
    inFlight += 1;
    try {
      const whole = path === undefined ? ownPath : `${base}${path}` || '/';
      const response = await transport.send({ method, path: whole, headers, body }, context);
      onAnswer();
      return read(response);
    } finally {
      inFlight -= 1;
      if (inFlight === 0) onIdle?.();
    }
  };
  const breaker = createBreaker(exchange, options, breakerNeeds);
  return {
    send: breaker.send,
    get inFlight() {
      return inFlight;
    },
    isAvailable: (call) => !breaker.refuses(call),
    async ask(path, context) {
      const request = { method: 'GET', path, headers: {}, body: undefined } as const;
      return (await transport.send(request, context)).status;
    },
    drain() {
      return new Promise((resolve) => {
        onIdle = resolve;
        if (inFlight === 0) resolve();
      });
    },
    status: () => ({
      url: `${origin}${pathname}`,
      weight,
      inFlight,
      isHealthy: true,
      ejectedForMs: undefined,
      breakers: breaker.status(),
    }),
    close() {
      breaker.close();
      return transport.close();
    },
  };
}
