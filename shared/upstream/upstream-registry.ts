import { isDeepStrictEqual } from 'node:util';
import type { CapacityShares } from '../core/capacity-shares.ts';
import type { SubgraphResponse } from '../core/upstream-calls.ts';
import { createUpstream, type Upstream } from './create-upstream.ts';
import { createRetryBudget, type RetryBudget, type RetryBudgetOptions } from './resilience/retry-budget.ts';
import { readSourceResponse } from './responses/read-source-response.ts';
import { buildReadSubgraphResponse } from './responses/read-subgraph-response.ts';
import { readTls } from './transport/read-tls.ts';
import type { ReadResponse } from './upstream-call.ts';
import type { TransportOptions, UpstreamOptions } from './upstream-options.ts';

/**
 * The upstreams of a process. Two versions of a graph share an upstream if its options are equal: its connections, the
 * state of its endpoints and the state of its breakers survive a reload.
 */
export interface UpstreamRegistry {
  readonly subgraphs: UpstreamsInUse<SubgraphResponse>;
  readonly sources: UpstreamsInUse<Buffer>;
  /** The budget of all upstreams of the process. Replaced when its options change. */
  retryBudget(options: RetryBudgetOptions): RetryBudget;
}

export interface UpstreamsInUse<Content> {
  acquire(options: UpstreamOptions, deps: SharedDeps): AcquiredUpstream<Content>;
}

export interface SharedDeps {
  readonly retryBudget: RetryBudget;
  readonly subjectHeader: string | undefined;
}

export interface AcquiredUpstream<Content> {
  readonly upstream: Upstream<Content>;
  /** Must be called once. The last user that releases the upstream closes it. */
  release(): Promise<void>;
}

/** `shares` is undefined when the process does not share its upstreams. */
export function createUpstreamRegistry(shares: CapacityShares | undefined): UpstreamRegistry {
  let budget: { readonly options: RetryBudgetOptions; readonly created: RetryBudget } | undefined;
  return {
    subgraphs: createUpstreamsInUse(shares, ({ maxResponseDepth, maxResponseElements }) =>
      buildReadSubgraphResponse(maxResponseDepth, maxResponseElements),
    ),
    sources: createUpstreamsInUse(shares, () => readSourceResponse),
    retryBudget(options) {
      if (budget === undefined || !isDeepStrictEqual(budget.options, options))
        budget = { options, created: createRetryBudget(options) };
      return budget.created;
    },
  };
}

interface Entry<Content> {
  readonly key: string;
  readonly deps: SharedDeps;
  readonly upstream: Upstream<Content>;
  users: number;
}

function createUpstreamsInUse<Content>(
  shares: CapacityShares | undefined,
  buildRead: (options: TransportOptions) => ReadResponse<Content>,
): UpstreamsInUse<Content> {
  const entries = new Set<Entry<Content>>();
  const find = (key: string, deps: SharedDeps): Entry<Content> | undefined =>
    [...entries].find(
      (entry) =>
        entry.key === key &&
        entry.deps.retryBudget === deps.retryBudget &&
        entry.deps.subjectHeader === deps.subjectHeader,
    );
  return {
    acquire(options, deps) {
      // Header rules are applied outside the upstream.
      const { headers, ...own } = options;
      const { tls } = own.transport;
      // The content of the files may have changed under the same names.
      const key = JSON.stringify([own, tls && readTls(tls)]);
      const entry = find(key, deps) ?? {
        key,
        deps,
        upstream: createUpstream(options, {
          read: buildRead(options.transport),
          processWide: { retryBudget: deps.retryBudget, shares },
          subjectHeader: deps.subjectHeader,
        }),
        users: 0,
      };
      entries.add(entry);
      entry.users += 1;
      return {
        upstream: entry.upstream,
        async release() {
          entry.users -= 1;
          if (entry.users > 0) return;
          entries.delete(entry);
          await entry.upstream.close();
        },
      };
    },
  };
}
