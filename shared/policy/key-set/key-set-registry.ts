import type { Clock } from './clock.ts';
import { createKeySet, type KeySet, type KeySetOptions } from './create-key-set.ts';

/** The key sets of a process. A key set outlives the settings that opened it as long as other settings use it. */
export interface KeySetRegistry {
  /** Opens a key set. The caller must close it. */
  open(options: KeySetOptions): KeySet;
  close(): Promise<void>;
}

interface Shared {
  readonly url: string;
  readonly keySet: KeySet;
  users: number;
}

/**
 * Shares one key set among equal options. A key set with other options for the same URL starts with the keys of the existing
 * one, so that a reload of the settings loses no keys while the provider is unavailable.
 */
export function createKeySetRegistry(clock?: Clock): KeySetRegistry {
  const byOptions = new Map<string, Shared>();

  function shared(options: KeySetOptions, name: string): Shared {
    const found = byOptions.get(name);
    if (found !== undefined) return found;
    const others = [...byOptions.values()].filter(({ url }) => url === options.url);
    const earlier = others.map(({ keySet }) => keySet.fetched()).find((one) => one !== undefined);
    const created = { url: options.url, keySet: createKeySet(options, earlier, clock), users: 0 };
    byOptions.set(name, created);
    return created;
  }

  return {
    open(options) {
      const name = JSON.stringify(options);
      const one = shared(options, name);
      one.users += 1;
      let isOpen = true;
      return {
        ...one.keySet,
        async close() {
          if (!isOpen) return;
          isOpen = false;
          one.users -= 1;
          if (one.users > 0) return;
          byOptions.delete(name);
          await one.keySet.close();
        },
      };
    },
    async close() {
      for (const { keySet } of byOptions.values()) await keySet.close();
      byOptions.clear();
    },
  };
}
