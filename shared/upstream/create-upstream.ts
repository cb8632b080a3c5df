import type { CapacityShares } from '../core/capacity-shares.ts';
import type { UpstreamStatus } from '../core/status.ts';
import { createBalancer } from './balancing/balancer.ts';
import { createEndpoint, type Endpoint } from './create-endpoint.ts';
import { createEndpointSource } from './discovery/create-endpoint-source.ts';
import type { DnsResolver } from './discovery/dns-lookup.ts';
import { createBreaker } from './resilience/breaker.ts';
import { deduplicate } from './resilience/deduplicate.ts';
import { Durations } from './resilience/durations.ts';
import { createRotation } from './resilience/failure-window.ts';
import { hedge } from './resilience/hedge.ts';
import { limitConcurrency } from './resilience/limit-concurrency.ts';
import { retry } from './resilience/retry.ts';
import type { RetryBudget } from './resilience/retry-budget.ts';
import { traceAttempts, traceCalls } from './trace-calls.ts';
import { readTls } from './transport/read-tls.ts';
import { applyLayers, type Layer, type ReadResponse, type Send } from './upstream-call.ts';
import type { EndpointOptions, UpstreamOptions } from './upstream-options.ts';

/** The network side of a subgraph or a source. */
export interface Upstream<Content> {
  readonly name: string;
  readonly isMandatory: boolean;
  /** Whether an endpoint has responded to a call, a health check or a probe since the start. */
  readonly reached: boolean;
  /** Checks whether an endpoint responds, and sets `reached`. Never rejects. */
  probe(): Promise<void>;
  readonly send: Send<Content>;
  status(): UpstreamStatus;
  close(): Promise<void>;
}

/** Shared by all upstreams of a process, of any graph. */
export interface ProcessWide {
  readonly retryBudget: RetryBudget;
  /** Undefined: the process does not share its upstreams. */
  readonly shares: CapacityShares | undefined;
}

export interface UpstreamDeps<Content> {
  readonly read: ReadResponse<Content>;
  readonly processWide: ProcessWide;
  /** The header that carries the verified subject; undefined when requests are not authenticated. */
  readonly subjectHeader: string | undefined;
  /** Default: the system's resolver. */
  readonly resolver?: DnsResolver | undefined;
  /** From 0 up to 1. */
  random?(): number;
}

/**
 * Creates the layers of one upstream and of its endpoints. The order determines what the layers mean together: each sees
 * the outcomes of the layers inside it (docs/decisions/0019-the-layers-of-a-call.md).
 * Throws `StartError` when a file of endpoints, or of TLS settings, cannot be used.
 */
export function createUpstream<Content>(
  options: UpstreamOptions,
  { read, processWide, subjectHeader, resolver, random = Math.random }: UpstreamDeps<Content>,
): Upstream<Content> {
  // Checks the TLS files at startup: with DNS, the first endpoint is created too late to report a problem.
  if (options.transport.tls !== undefined) readTls(options.transport.tls);
  const source = createEndpointSource(options, { resolver, random });
  const rotation = createRotation(options.breaker.windowMs);
  const durations = new Durations();
  const budget = processWide.retryBudget.ofUpstream();
  const balancer = createBalancer<Content>({ ...options, source, createEndpoint: endpointAt, random });
  const concurrency = limitConcurrency<Content>(options, processWide);

  /** Layers of the upstream, the outermost first. The balancer is inside them. */
  const upstreamLayers: readonly Layer<Content>[] = [
    // Outermost: a shared call is retried, hedged and counted once.
    deduplicate(options, { subjectHeader, read }),
    // Inside deduplication: one event for each call that is made, whatever number of requests share it.
    traceCalls(options),
    // Outside the balancer: a further attempt may go to another endpoint.
    retry(options, { budget, durations }),
    // Inside retry: each attempt may be hedged, and both take from one budget.
    hedge(options, { budget, durations }),
    // Inside retry and hedge: every attempt counts. Outside the breaker: its refusals must not count as failures.
    concurrency.layer,
  ];

  /** Layers of one endpoint, the outermost first. The transport, with its timeout, is inside them. */
  function endpointAt(endpoint: EndpointOptions, onResponse: () => void): Endpoint<Content> {
    const breaker = createBreaker<Content>(options, { rotation });
    const layers: readonly Layer<Content>[] = [
      // Inside the balancer, which avoids endpoints with an open breaker. Outside the timeout: timeouts count as failures.
      breaker.layer,
      // Inside the breaker: only the calls that are sent are attempts.
      traceAttempts(options, endpoint.url),
    ];
    return createEndpoint(endpoint, options, { read, breaker, layers, onResponse });
  }

  return {
    name: options.name,
    isMandatory: options.isMandatory,
    get reached() {
      return balancer.reach.isReached;
    },
    probe: balancer.reach.probe,
    send: applyLayers(upstreamLayers, balancer.send),
    status: () => ({ name: options.name, ...concurrency.status(), endpoints: balancer.status() }),
    async close() {
      concurrency.close();
      await balancer.close();
      rotation.close();
    },
  };
}
