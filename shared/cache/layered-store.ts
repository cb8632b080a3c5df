import type { KeyValueStore } from '../core/key-value-store.ts';
import type { MemoryStore } from './memory-store.ts';

export interface LayeredStoreOptions {
  readonly memory: MemoryStore;
  readonly shared: KeyValueStore;
}

/**
 * Creates a store of memory in front of a shared store. Memory is written immediately, so that the values that this
 * process has read are available to it even if the shared store fails. Values of other processes are not copied into
 * memory: they would outlive their expiry, which only the shared store knows.
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
