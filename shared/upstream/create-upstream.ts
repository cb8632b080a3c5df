import type { CapacityShares } from '../core/capacity-shares.ts';
import type { UpstreamStatus } from '../core/status.ts';
import { createEndpoint } from './create-endpoint.ts';
import { limitConcurrency } from './limit-concurrency.ts';
import type { ReadAnswer, Send } from './upstream-call.ts';
import type { UpstreamOptions } from './upstream-options.ts';

/** The network side of a subgraph or a source. */
export interface Upstream<Content> {
  readonly name: string;
  readonly send: Send<Content>;
  status(): UpstreamStatus;
  close(): Promise<void>;
}

/**
 * The layers of one upstream, from the inside out: endpoint, limit of calls in
 * flight. Each sees what those inside it let through: their order is
 * what they mean together.
 */
export function createUpstream<Content>(
  options: UpstreamOptions,
  read: ReadAnswer<Content>,
  shares?: CapacityShares,
): Upstream<Content> {
  const [first] = options.endpoints;
  if (first === undefined) throw new TypeError('an upstream has an endpoint');
  const endpoint = createEndpoint(first, options, read);
  const limited = limitConcurrency(options, shares, endpoint.send);
  return {
    name: options.name,
    send: limited.send,
    status: () => ({ name: options.name, ...limited.status(), endpoints: [endpoint.status()] }),
    close() {
      limited.close();
      return endpoint.close();
    },
  };
}
