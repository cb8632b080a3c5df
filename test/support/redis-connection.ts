import type { TestContext } from 'node:test';
import { createRedis, type RedisConnection } from '../../shared/cache/create-redis.ts';
import { createRedisStore } from '../../shared/cache/redis-store.ts';
import type { KeyValueStore } from '../../shared/core/key-value-store.ts';

/** A connection with the default time limits of the settings; closed when the test ends. */
export function connectTo(
  context: TestContext,
  url: string,
): { readonly redis: RedisConnection; readonly store: KeyValueStore } {
  const redis = createRedis({ url, connectTimeoutMs: 1000, commandTimeoutMs: 50 });
  context.after(() => redis.close());
  return { redis, store: createRedisStore({ redis, prefix: 'test:', maxValueBytes: 1024 * 1024 }) };
}

/** Resolves when the store returns a value that was written to it. */
export async function respondsAgain(store: KeyValueStore, value: Buffer): Promise<void> {
  while (!(await store.get('key'))?.equals(value)) {
    await store.set('key', value, 60_000);
    await new Promise((done) => setTimeout(done, 5));
  }
}

/** Calls repeatedly, ten at a time, and collects the results. */
export function flood(call: () => Promise<Buffer | undefined>): {
  until(isReached: (replies: readonly (Buffer | undefined)[]) => boolean): Promise<void>;
  end(): Promise<readonly (Buffer | undefined)[]>;
} {
  const replies: (Buffer | undefined)[] = [];
  let isEnded = false;
  async function run(): Promise<void> {
    while (!isEnded) {
      replies.push(await call());
      await new Promise((done) => setTimeout(done, 1));
    }
  }
  const runs = Promise.all(Array.from({ length: 10 }, run));
  return {
    async until(isReached) {
      while (!isReached(replies)) await new Promise((done) => setTimeout(done, 5));
    },
    async end() {
      isEnded = true;
      await runs;
      return replies;
    },
  };
}
