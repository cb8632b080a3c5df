import type { KeyValueStore } from '../core/key-value-store.ts';
import type { MemoryStore } from './memory-store.ts';

export interface LayeredStoreOptions {
  readonly memory: MemoryStore;
  readonly shared: KeyValueStore;
}

/**
 * Memory in front of a store that others share. Memory is written at once, so that what this process has read is there
 * for it whatever becomes of the other store. What another process wrote is not copied into memory: that would keep it
 * beyond its time, which only the shared store knows.
 */
export function createLayeredStore({ memory, shared }: LayeredStoreOptions): KeyValueStore {
  return {
    get: async (key) => memory.read(key) ?? shared.get(key),
    async set(key, value, ttlMs) {
      memory.write(key, value, ttlMs);
      await shared.set(key, value, ttlMs);
    },
    async close() {
      await memory.close();
      await shared.close();
    },
  };
}
