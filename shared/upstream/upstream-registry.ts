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
 * The upstreams of a process. Two versions of a graph share one as long as its options are equal: its connections, what is
 * known of its endpoints and how its breakers stand outlive a reload.
 */
export interface UpstreamRegistry {
  readonly subgraphs: UpstreamsInUse<SubgraphResponse>;
  readonly sources: UpstreamsInUse<Buffer>;
  /** That of all upstreams of the process; another one when its options have changed. */
  retryBudget(options: RetryBudgetOptions): RetryBudget;
}

export interface UpstreamsInUse<Content> {
  take(options: UpstreamOptions, needs: SharedDeps): TakenUpstream<Content>;
}

export interface SharedDeps {
  readonly retryBudget: RetryBudget;
  readonly subjectHeader: string | undefined;
}

export interface TakenUpstream<Content> {
  readonly upstream: Upstream<Content>;
  /** To be called once. The upstream is closed with the last one who has it. */
  release(): Promise<void>;
}

/** `shares` is undefined where the process has its upstreams for itself. */
export function createUpstreamRegistry(shares: CapacityShares | undefined): UpstreamRegistry {
  let budget: { readonly options: RetryBudgetOptions; readonly made: RetryBudget } | undefined;
  return {
    subgraphs: createUpstreamsInUse(shares, ({ maxResponseDepth, maxResponseElements }) =>
      buildReadSubgraphResponse(maxResponseDepth, maxResponseElements),
    ),
    sources: createUpstreamsInUse(shares, () => readSourceResponse),
    retryBudget(options) {
      if (budget === undefined || !isDeepStrictEqual(budget.options, options))
        budget = { options, made: createRetryBudget(options) };
      return budget.made;
    },
  };
}

interface Entry<Content> {
  readonly key: string;
  readonly needs: SharedDeps;
  readonly upstream: Upstream<Content>;
  users: number;
}

function createUpstreamsInUse<Content>(
  shares: CapacityShares | undefined,
  buildRead: (options: TransportOptions) => ReadResponse<Content>,
): UpstreamsInUse<Content> {
  const entries = new Set<Entry<Content>>();
  const find = (key: string, needs: SharedDeps): Entry<Content> | undefined =>
    [...entries].find(
      (entry) =>
        entry.key === key &&
        entry.needs.retryBudget === needs.retryBudget &&
        entry.needs.subjectHeader === needs.subjectHeader,
    );
  return {
    take(options, needs) {
      // Which headers travel is not its business.
      const { headers, ...own } = options;
      const { tls } = own.transport;
      // The files may say something else under the same names.
      const key = JSON.stringify([own, tls && readTls(tls)]);
      const entry = find(key, needs) ?? {
        key,
        needs,
        upstream: createUpstream(options, {
          read: buildRead(options.transport),
          processWide: { retryBudget: needs.retryBudget, shares },
          subjectHeader: needs.subjectHeader,
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
