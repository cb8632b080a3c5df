import type { RequestContext } from '../core/request-context.ts';
import type { EndpointStatus } from '../core/status.ts';
import type { Breaker } from './resilience/breaker.ts';
import { createTransport } from './transport/transport.ts';
import { applyLayers, type Layer, type ReadResponse, type Send, type UpstreamCall } from './upstream-call.ts';
import type { EndpointOptions, UpstreamOptions } from './upstream-options.ts';

/** One address of an upstream. */
export interface Endpoint<Content> {
  readonly send: Send<Content>;
  /** Calls that have not ended. */
  readonly inFlight: number;
  /** Whether this call would be sent: false while a breaker refuses it. */
  isAvailable(call: UpstreamCall): boolean;
  /** Sends a GET for a path of the origin. Returns the status of the response. Rejects as `send` does. */
  probe(path: string, context: RequestContext): Promise<number>;
  /** Resolves when no call is in flight. */
  drain(): Promise<void>;
  status(): EndpointStatus;
  close(): Promise<void>;
}

export interface EndpointDeps<Content> {
  readonly read: ReadResponse<Content>;
  /** Closed with the endpoint. Its layer is one of `layers`. */
  readonly breaker: Breaker<Content>;
  /** The layers around the transport, the outermost first. */
  readonly layers: readonly Layer<Content>[];
  /** Called after every response. */
  readonly onResponse: () => void;
}

/** An endpoint with its own connections. Throws `StartError` for TLS files that cannot be used. */
export function createEndpoint<Content>(
  { url, address, weight }: EndpointOptions,
  options: Pick<UpstreamOptions, 'transport'>,
  { read, breaker, layers, onResponse }: EndpointDeps<Content>,
): Endpoint<Content> {
  const { origin, pathname, search } = new URL(url);
  const transport = createTransport(origin, options.transport, address);
  const ownPath = `${pathname}${search}`;
  // The base URL of a source is a prefix; the URL of a subgraph is complete.
  const base = ownPath.replace(/\/$/, '');
  let inFlight = 0;
  let onIdle: (() => void) | undefined;
  const exchange: Send<Content> = async ({ method, path, headers, body, context }) => {
    inFlight += 1;
    try {
      const whole = path === undefined ? ownPath : `${base}${path}` || '/';
      const response = await transport.send({ method, path: whole, headers, body }, context);
      onResponse();
      return read(response);
    } finally {
      inFlight -= 1;
      if (inFlight === 0) onIdle?.();
    }
  };
  return {
    send: applyLayers(layers, exchange),
    get inFlight() {
      return inFlight;
    },
    isAvailable: (call) => !breaker.refuses(call),
    async probe(path, context) {
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
