import { createCapacityShares } from '../cache/capacity-shares.ts';
import { createStores } from '../cache/create-stores.ts';
import type { Settings } from '../config/settings-schema.ts';
import { memoryPressure } from '../core/channels.ts';
import { createLastGood, type LastGood } from '../degradation/last-good.ts';
import { createDocumentUsage, type DocumentUsage } from '../operation/documents/document-usage.ts';
import {
  createUntrustedDocuments,
  type UntrustedDocuments,
} from '../operation/documents/untrusted-documents.ts';
import { createKeySetRegistry, type KeySetRegistry } from '../policy/key-set/key-set-registry.ts';
import { createRefusedTokens, type RefusedTokens } from '../policy/token/count-refused.ts';
import { createUpstreamRegistry, type UpstreamRegistry } from '../upstream/upstream-registry.ts';

/** Resources that outlive a reload: the state that a process has learnt, and connections to unchanged upstreams. */
export interface ProcessResources {
  readonly upstreams: UpstreamRegistry;
  readonly keySets: KeySetRegistry;
  readonly refusedTokens: RefusedTokens;
  readonly lastGood: LastGood;
  readonly documents: { readonly usage: DocumentUsage; readonly untrusted: UntrustedDocuments };
  close(): Promise<void>;
}

export function createProcessResources({ client, degradation, redis }: Settings): ProcessResources {
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
  const usage = createDocumentUsage();
  const keySets = createKeySetRegistry();
  const refusedTokens = createRefusedTokens();
  const unsubscribe = memoryPressure.subscribe(() => stores.clear());
  return {
    lastGood,
    documents: { usage, untrusted: createUntrustedDocuments() },
    upstreams: createUpstreamRegistry(shares),
    keySets,
    refusedTokens,
    async close() {
      unsubscribe();
      usage.close();
      refusedTokens.close();
      await keySets.close();
      await lastGood.close();
      await shares?.close();
      await stores.close();
    },
  };
}
