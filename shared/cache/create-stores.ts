import type { KeyValueStore } from '../core/key-value-store.ts';
import { createRedis, type RedisOptions } from './create-redis.ts';
import { createLayeredStore } from './layered-store.ts';
import { createMemoryStore } from './memory-store.ts';
import type { RedisCommands } from './redis-commands.ts';
import { createRedisStore } from './redis-store.ts';

export interface StoresOptions {
  /** Its processes share what is in Redis; other clients have keys of their own. */
  readonly client: string;
  readonly lastGoodBytes: number;
  /** `prefix`: what every key begins with. */
  readonly redis: (RedisOptions & { readonly prefix: string }) | undefined;
}

/** What a process keeps, beyond versions of the graph. */
export interface Stores {
  /** What upstreams answered last: in memory, and in Redis if there is one. */
  readonly lastGood: KeyValueStore;
  /** For what is counted or agreed on among processes. Undefined without a Redis. */
  readonly redis: RedisCommands | undefined;
  /** Gives back the memory that can be had. */
  clear(): void;
  close(): Promise<void>;
}

/** Larger than any answer for one entity should be; Redis and the event loop are shared with everything else. */
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
