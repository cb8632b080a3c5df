import type { KeyValueStore } from '../core/key-value-store.ts';
import type { RedisCommands } from './redis-commands.ts';

export interface RedisStoreOptions {
  readonly redis: RedisCommands;
  /** What all keys begin with, e.g. `frontage:web:last-good:`. */
  readonly prefix: string;
  /** A larger value is not kept. */
  readonly maxValueBytes: number;
}

/** What processes share. Does not close the connection: it is lent. */
export function createRedisStore({ redis, prefix, maxValueBytes }: RedisStoreOptions): KeyValueStore {
  return {
    async get(key) {
      const reply = await redis.call('GET', prefix + key);
      // Something else may have been written under this key, and something else may be listening on this port.
      return Buffer.isBuffer(reply) && reply.length <= maxValueBytes ? reply : undefined;
    },
    async set(key, value, ttlMs) {
      const px = Math.floor(ttlMs);
      if (value.length > maxValueBytes || px < 1) return;
      await redis.call('SET', prefix + key, value, 'PX', px);
    },
    async close() {},
  };
}
