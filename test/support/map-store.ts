import type { KeyValueStore } from '../../shared/core/key-value-store.ts';

export interface MapStore extends KeyValueStore {
  readonly entries: Map<string, Buffer>;
  /** The number of writes. */
  readonly writes: () => number;
}

/** A store that never evicts. */
export function mapStore(): MapStore {
  const entries = new Map<string, Buffer>();
  let count = 0;
  return {
    entries,
    writes: () => count,
    get: async (key) => entries.get(key),
    async set(key, value) {
      count += 1;
      entries.set(key, value);
    },
    async close() {},
  };
}
