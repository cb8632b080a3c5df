import type { Clock } from './clock.ts';
import { createKeySet, type KeySet, type KeySetOptions } from './create-key-set.ts';

/** The key sets of a process. They outlive the settings that name them, as long as others name them too. */
export interface KeySetRegistry {
  /** To be closed by whoever opened it. */
  open(options: KeySetOptions): KeySet;
  close(): Promise<void>;
}

interface Shared {
  readonly url: string;
  readonly keySet: KeySet;
  users: number;
}

/**
 * Equal options have one key set. With other options for the same URL a new one begins with the keys of the old one, so
 * that a reload of the settings forgets no key while the provider is away.
 */
export function createKeySetRegistry(clock?: Clock): KeySetRegistry {
  const byOptions = new Map<string, Shared>();

  function shared(options: KeySetOptions, name: string): Shared {
    const found = byOptions.get(name);
    if (found !== undefined) return found;
    const others = [...byOptions.values()].filter(({ url }) => url === options.url);
    const earlier = others.map(({ keySet }) => keySet.fetched()).find((one) => one !== undefined);
    const made = { url: options.url, keySet: createKeySet(options, earlier, clock), users: 0 };
    byOptions.set(name, made);
    return made;
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
