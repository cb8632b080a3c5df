import type { KeyValueStore } from '../core/key-value-store.ts';
import { createRedis, type RedisOptions } from './create-redis.ts';
import { createLayeredStore } from './layered-store.ts';
import { createMemoryStore } from './memory-store.ts';
import type { RedisCommands } from './redis-commands.ts';
import { createRedisStore } from './redis-store.ts';

export interface StoresOptions {
  /** The processes of a client share its keys in Redis; other clients have their own keys. */
  readonly client: string;
  readonly lastGoodBytes: number;
  /** `prefix`: the prefix of every key. */
  readonly redis: (RedisOptions & { readonly prefix: string }) | undefined;
}

/** The stores of a process, which survive a reload of the graph. */
export interface Stores {
  /** The last good values of upstreams: in memory, and in Redis if it is configured. */
  readonly lastGood: KeyValueStore;
  /** For data that processes count or agree on together. Undefined without Redis. */
  readonly redis: RedisCommands | undefined;
  /** Releases as much memory as possible. */
  clear(): void;
  close(): Promise<void>;
}

/** Larger than any response for one entity should be. The bound exists because Redis and the event loop are shared. */
const maxSharedValueBytes = 1024 * 1024;

export function createStores({ client, lastGoodBytes, redis: options }: StoresOptions): Stores {
  const memory = createMemoryStore({ maxBytes: lastGoodBytes });
  const redis = options && createRedis(options);
  const storeOf = (kind: string): KeyValueStore | undefined =>
    redis &&
    createRedisStore({
      redis,
      prefix: `${options?.prefix}:${client}:${kind}:`,
      maxValueBytes: maxSharedValueBytes,
    });
  const shared = storeOf('last-good');
  return {
    lastGood: shared ? createLayeredStore({ memory, shared }) : memory,
    redis,
    clear: () => memory.clear(),
    async close() {
      await memory.close();
      await redis?.close();
    },
  };
}
