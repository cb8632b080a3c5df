import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it, type TestContext } from 'node:test';
import { createRedis } from '../../../shared/cache/create-redis.ts';
import { createStores, type Stores } from '../../../shared/cache/create-stores.ts';
import { readyRedis, redisUrl, skip } from '../../support/redis-server.ts';

const minute = 60_000;

async function startStores(
  context: TestContext,
  { url, prefix, client = 'web' }: { url: string; prefix: string; client?: string },
): Promise<Stores> {
  const redis = { url, prefix, connectTimeoutMs: 1000, commandTimeoutMs: 1000 };
  const stores = createStores({ client, lastGoodBytes: 1_000_000, redis });
  context.after(() => stores.close());
  await readyRedis(stores.redis);
  return stores;
}

describe('the stores of a process', () => {
  it('store values in memory without Redis', async (context) => {
    const stores = createStores({ client: 'web', lastGoodBytes: 10_000, redis: undefined });
    context.after(() => stores.close());
    await stores.lastGood.set('a', Buffer.from('abc'), minute);
    assert.equal((await stores.lastGood.get('a'))?.toString(), 'abc');
    stores.clear();
    assert.equal(await stores.lastGood.get('a'), undefined);
    assert.equal(stores.redis, undefined);
  });

  it('share values between the processes of one client through Redis', { skip }, async (context) => {
    const location = { url: await redisUrl(context), prefix: `test-${randomUUID()}` };
    const [one, other] = [await startStores(context, location), await startStores(context, location)];
    const bytes = Buffer.from([0, 13, 10, 255, 36]);
    await one.lastGood.set('a', bytes, minute);
    assert.deepEqual(await other.lastGood.get('a'), bytes);
    one.clear();
    assert.deepEqual(await one.lastGood.get('a'), bytes);
    assert.equal(await other.lastGood.get('b'), undefined);
  });

  it('isolate the values of different clients', { skip }, async (context) => {
    const location = { url: await redisUrl(context), prefix: `test-${randomUUID()}` };
    const web = await startStores(context, { ...location, client: 'web' });
    const tv = await startStores(context, { ...location, client: 'tv' });
    await web.lastGood.set('a', Buffer.from('of web'), minute);
    assert.equal(await tv.lastGood.get('a'), undefined);
  });

  it('set the expiry of values in Redis', { skip }, async (context) => {
    const location = { url: await redisUrl(context), prefix: `test-${randomUUID()}` };
    const { lastGood, redis } = await startStores(context, location);
    await lastGood.set('a', Buffer.from('abc'), 12_345.6);
    const left = await redis?.call('PTTL', `${location.prefix}:web:last-good:a`);
    assert.ok(typeof left === 'number' && left > 0 && left <= 12_345, String(left));
  });

  it('do not send values to Redis that are too large', { skip }, async (context) => {
    const location = { url: await redisUrl(context), prefix: `test-${randomUUID()}` };
    const { lastGood, redis } = await startStores(context, location);
    await lastGood.set('large', Buffer.alloc(1024 * 1024 + 1), minute);
    assert.equal(await redis?.call('EXISTS', `${location.prefix}:web:last-good:large`), 0);
  });

  it('leave no open connection after close, whether connected or not', { skip }, async (context) => {
    const url = await redisUrl(context);
    for (const wait of [true, false]) {
      const redis = createRedis({ url, connectTimeoutMs: 1000, commandTimeoutMs: 1000 });
      if (wait) await readyRedis(redis);
      await redis.close();
      await redis.close();
      assert.equal(redis.isReady, false);
      assert.equal(await redis.call('PING'), undefined);
    }
  });
});
