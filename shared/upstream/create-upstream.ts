import type { UpstreamStatus } from '../core/status.ts';
import { createEndpoint } from './create-endpoint.ts';
import { Durations } from './durations.ts';
import { createRotation } from './failure-window.ts';
import { hedging } from './hedge.ts';
import { retrying } from './retry.ts';
import type { RetryBudget } from './retry-budget.ts';
import { sharing } from './share-calls.ts';
import type { ReadAnswer, Send } from './upstream-call.ts';
import type { UpstreamOptions } from './upstream-options.ts';

/** The network side of a subgraph or a source. */
export interface Upstream<Content> {
  readonly name: string;
  readonly send: Send<Content>;
  status(): UpstreamStatus;
  close(): Promise<void>;
}

export interface UpstreamNeeds<Content> {
  readonly read: ReadAnswer<Content>;
  /** That of the process. */
  readonly retryBudget: RetryBudget;
  /** Carries the verified subject; undefined when nobody is ever verified. */
  readonly subjectHeader: string | undefined;
}

/**
 * The layers of one upstream, from the inside out: endpoint, hedge, retry, sharing. Each sees what those inside it let
 * through: their order is what they mean together (docs/decisions/0019-the-layers-of-a-call.md).
 */
export function createUpstream<Content>(
  options: UpstreamOptions,
  { read, retryBudget, subjectHeader }: UpstreamNeeds<Content>,
): Upstream<Content> {
  const [first] = options.endpoints;
  if (first === undefined) throw new TypeError('an upstream has an endpoint');
  const { name: upstream, hedge, retry, deduplicate } = options;
  const rotation = createRotation(options.breaker.windowMs);
  const durations = new Durations();
  const budget = retryBudget.ofUpstream();
  const endpoint = createEndpoint(first, options, read, { rotation });
  const hedged = hedging(endpoint.send, { upstream, hedge, budget, durations });
  const retried = retrying(hedged, { upstream, retry, budget, durations });
  return {
    name: upstream,
    send: sharing(retried, { upstream, deduplicate, subjectHeader, read }),
    status: () => ({ name: upstream, inFlight: 0, limit: 0, waiting: 0, endpoints: [endpoint.status()] }),
    async close() {
      rotation.close();
      await endpoint.close();
    },
  };
}
