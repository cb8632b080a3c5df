import { cacheVeto } from '../../core/channels.ts';
import type { VetoReason } from './read-cache-control.ts';

/** Counts the responses of one upstream that must not be stored. */
export interface CacheVetoes {
  /** Publishes the first response for each reason. */
  add(reason: VetoReason): void;
  byReason(): Readonly<Record<string, number>>;
}

export function createCacheVetoes(upstream: string): CacheVetoes {
  const counts = new Map<VetoReason, number>();
  return {
    add(reason) {
      const count = counts.get(reason) ?? 0;
      counts.set(reason, count + 1);
      if (count === 0) cacheVeto.publish({ upstream, because: reason });
    },
    byReason: () => Object.fromEntries(counts),
  };
}
