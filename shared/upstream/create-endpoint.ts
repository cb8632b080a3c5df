import type { EndpointStatus } from '../core/status.ts';
import { type BreakerNeeds, createBreaker } from './breaker.ts';
import { createTransport } from './transport.ts';
import type { ReadAnswer, Send } from './upstream-call.ts';
import type { EndpointOptions, UpstreamOptions } from './upstream-options.ts';

/** One address of an upstream. */
export interface Endpoint<Content> {
  readonly send: Send<Content>;
  status(): EndpointStatus;
  close(): Promise<void>;
}

/** The layers of one endpoint, from the inside out: transport, breaker. */
export function createEndpoint<Content>(
  { url, weight }: EndpointOptions,
  options: Pick<UpstreamOptions, 'name' | 'transport' | 'breaker'>,
  read: ReadAnswer<Content>,
  breakerNeeds: BreakerNeeds,
): Endpoint<Content> {
  const { origin, pathname, search } = new URL(url);
  const transport = createTransport(origin, options.transport);
  const ownPath = `${pathname}${search}`;
  // A source's base URL is a prefix; a subgraph's is the whole.
  const base = ownPath.replace(/\/$/, '');
  let inFlight = 0;
  const exchange: Send<Content> = async ({ method, path, headers, body, context }) => {
    inFlight += 1;
    try {
      const whole = path === undefined ? ownPath : `${base}${path}` || '/';
      return read(await transport.send({ method, path: whole, headers, body }, context));
    } finally {
      inFlight -= 1;
    }
  };
  const breaker = createBreaker(exchange, options, breakerNeeds);
  return {
    send: breaker.send,
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
