import type { KeyValueStore } from '../core/key-value-store.ts';
import type { RedisCommands } from './redis-commands.ts';

export interface RedisStoreOptions {
  readonly redis: RedisCommands;
  /** The prefix of all keys, e.g. `frontage:web:last-good:`. */
  readonly prefix: string;
  /** The maximum size of a value. Larger values are not stored. */
  readonly maxValueBytes: number;
}

/** Creates a store that processes share. Does not close the connection, which it does not own. */
export function createRedisStore({ redis, prefix, maxValueBytes }: RedisStoreOptions): KeyValueStore {
  return {
    async get(key) {
      const reply = await redis.call('GET', prefix + key);
      // Another program may have written this key, and another service may be listening on this port.
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
