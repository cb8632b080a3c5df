import type { CapacityShares } from '../core/capacity-shares.ts';
import type { UpstreamStatus } from '../core/status.ts';
import { createBalancer } from './balancing/balancer.ts';
import { createEndpoint } from './create-endpoint.ts';
import { createEndpointSource } from './discovery/create-endpoint-source.ts';
import type { DnsResolver } from './discovery/dns-lookup.ts';
import { sharing } from './resilience/deduplicate.ts';
import { Durations } from './resilience/durations.ts';
import { createRotation } from './resilience/failure-window.ts';
import { hedging } from './resilience/hedge.ts';
import { limitConcurrency } from './resilience/limit-concurrency.ts';
import { retrying } from './resilience/retry.ts';
import type { RetryBudget } from './resilience/retry-budget.ts';
import { readTls } from './transport/read-tls.ts';
import type { ReadResponse, Send } from './upstream-call.ts';
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

/** What all upstreams of a process have in common, whichever graph they belong to. */
export interface ProcessWide {
  readonly retryBudget: RetryBudget;
  /** Undefined: the process has its upstreams for itself. */
  readonly shares: CapacityShares | undefined;
}

export interface UpstreamDeps<Content> {
  readonly read: ReadResponse<Content>;
  readonly processWide: ProcessWide;
  /** Carries the verified subject; undefined when nobody is ever verified. */
  readonly subjectHeader: string | undefined;
  /** That of the system when not given. */
  readonly resolver?: DnsResolver | undefined;
  /** From 0 up to 1. */
  random?(): number;
}

/**
 * The layers of one upstream, from the inside out: balancer, limit, hedge, retry, sharing. Each sees what those inside it
 * let through: their order is what they mean together (docs/decisions/0019-the-layers-of-a-call.md).
 * Throws `StartError` when a file of endpoints, or of TLS settings, cannot be used.
 */
export function createUpstream<Content>(
  options: UpstreamOptions,
  { read, processWide, subjectHeader, resolver, random = Math.random }: UpstreamDeps<Content>,
): Upstream<Content> {
  const { name: upstream, hedge, retry, deduplicate } = options;
  // DNS gives the first endpoint when the process has started, which is too late to find out.
  if (options.transport.tls !== undefined) readTls(options.transport.tls);
  const source = createEndpointSource(options, { resolver, random });
  const rotation = createRotation(options.breaker.windowMs);
  const durations = new Durations();
  const balancer = createBalancer<Content>({
    ...options,
    source,
    createEndpoint: (endpoint, onAnswer) =>
      createEndpoint(endpoint, options, { read, breaker: { rotation }, onAnswer }),
    random,
  });
  const { retryBudget, shares } = processWide;
  const budget = retryBudget.ofUpstream();
  const limited = limitConcurrency(options, shares, balancer.send);
  const hedged = hedging(limited.send, { upstream, hedge, budget, durations });
  const retried = retrying(hedged, { upstream, retry, budget, durations });
  return {
    name: upstream,
    isMandatory: options.isMandatory,
    get reached() {
      return balancer.reach.isReached;
    },
    probe: balancer.reach.probe,
    send: sharing(retried, { upstream, deduplicate, subjectHeader, read }),
    status: () => ({ name: upstream, ...limited.status(), endpoints: balancer.status() }),
    async close() {
      limited.close();
      await balancer.close();
      rotation.close();
    },
  };
}
