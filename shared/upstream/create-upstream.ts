import type { UpstreamStatus } from '../core/status.ts';
import { createBalancer } from './balancer.ts';
import { createEndpoint } from './create-endpoint.ts';
import { createEndpointSource } from './create-endpoint-source.ts';
import type { DnsResolver } from './dns-lookup.ts';
import type { ReadAnswer, Send } from './upstream-call.ts';
import type { UpstreamOptions } from './upstream-options.ts';

/** The network side of a subgraph or a source. */
export interface Upstream<Content> {
  readonly name: string;
  readonly isMandatory: boolean;
  /** Whether an endpoint was there once since the start: answered a call, a health check or a probe. */
  readonly reached: boolean;
  /** Looks whether an endpoint is there; `reached` tells what came of it. Never rejects. */
  probe(): Promise<void>;
  readonly send: Send<Content>;
  status(): UpstreamStatus;
  close(): Promise<void>;
}

/** For tests to be in charge of. */
export interface UpstreamSurroundings {
  readonly resolver?: DnsResolver;
  /** From 0 up to 1. */
  random?(): number;
}

/**
 * The layers of one upstream, from the inside out: endpoint, balancer. Each sees what those inside it let through: their
 * order is what they mean together. Throws `StartError` when a file of endpoints cannot be used.
 */
export function createUpstream<Content>(
  options: UpstreamOptions,
  read: ReadAnswer<Content>,
  { resolver, random = Math.random }: UpstreamSurroundings = {},
): Upstream<Content> {
  const balancer = createBalancer({
    ...options,
    source: createEndpointSource(options, { resolver, random }),
    createEndpoint: (endpoint, onAnswer) => createEndpoint(endpoint, options, read, onAnswer),
    random,
  });
  return {
    name: options.name,
    isMandatory: options.isMandatory,
    get reached() {
      return balancer.reach.isReached;
    },
    probe: balancer.reach.probe,
    send: balancer.send,
    status: () => ({ name: options.name, inFlight: 0, limit: 0, waiting: 0, endpoints: balancer.status() }),
    close: () => balancer.close(),
  };
}
