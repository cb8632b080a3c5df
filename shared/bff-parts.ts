import { createCapacityShares } from './cache/capacity-shares.ts';
import { createStores } from './cache/create-stores.ts';
import type { Settings } from './config/settings-schema.ts';
import { memoryPressure } from './core/channels.ts';
import type { LastGood } from './core/degradation.ts';
import { createLastGood } from './degrade/last-good.ts';
import { createUpstreamRegistry, type UpstreamRegistry } from './upstream/upstream-registry.ts';

/** What outlives a reload: what a process has learnt, and its connections to what did not change. */
export interface BffParts {
  readonly upstreams: UpstreamRegistry;
  readonly lastGood: LastGood;
  close(): Promise<void>;
}

export function createBffParts({ client, degradation, redis }: Settings): BffParts {
  const stores = createStores({
    client,
    lastGoodBytes: degradation.memory,
    redis: redis && {
      url: redis.url,
      prefix: redis.prefix,
      connectTimeoutMs: redis.connectTimeout,
      commandTimeoutMs: redis.commandTimeout,
    },
  });
  const shares =
    stores.redis && createCapacityShares({ redis: stores.redis, prefix: redis?.prefix ?? '', client });
  const lastGood = createLastGood({ store: stores.lastGood });
  const unsubscribe = memoryPressure.subscribe(() => stores.clear());
  return {
    lastGood,
    upstreams: createUpstreamRegistry(shares),
    async close() {
      unsubscribe();
      await lastGood.close();
      await shares?.close();
      await stores.close();
    },
  };
}
