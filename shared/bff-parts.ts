import { createStores, type Stores } from './cache/create-stores.ts';
import type { Settings } from './config/settings-schema.ts';
import { createUpstreamRegistry, type UpstreamRegistry } from './upstream/upstream-registry.ts';

/** What outlives a reload: what a process has learnt, and its connections to what did not change. */
export interface BffParts {
  readonly stores: Stores;
  readonly upstreams: UpstreamRegistry;
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
  return { stores, upstreams: createUpstreamRegistry(), close: () => stores.close() };
}
