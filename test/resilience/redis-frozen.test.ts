import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { storeEvent } from '../../shared/core/channels.ts';
import { connectTo, respondsAgain } from '../support/redis-connection.ts';
import { readyRedis, sendCommand, skipOwn, startRedisServer } from '../support/redis-server.ts';

const value = Buffer.from('value');
const minute = 60_000;

/** How often the server has received a GET. */
async function getsSeen(url: string, context: TestContext): Promise<number> {
  const { redis } = connectTo(context, url);
  await readyRedis(redis);
  const statistics = String(await redis.call('INFO', 'commandstats'));
  return Number(/cmdstat_get:calls=(\d+)/.exec(statistics)?.[1] ?? 0);
}

describe('F14 Redis accepts connections and never responds', { skip: skipOwn }, () => {
  it('F14 while Redis is stopped each read is a miss, and after three timeouts it is not called', async (context) => {
    const server = await startRedisServer(context);
    const { redis, store } = connectTo(context, server.url);
    await readyRedis(redis);
    await store.set('key', value, minute);
    const events: string[] = [];
    context.after(storeEvent.subscribe(({ event }) => events.push(event)));

    await server.signal('SIGSTOP');
    for (let call = 0; call < 3; call += 1) {
      assert.equal(redis.isReady, true);
      assert.equal(await store.get('key'), undefined);
    }
    assert.equal(redis.isReady, false);
    assert.deepEqual(events, ['does not respond']);
    const replies = await Promise.all(Array.from({ length: 500 }, () => store.get('key')));
    assert.ok(replies.every((reply) => reply === undefined));

    await server.signal('SIGCONT');
    // Three, and for the 500 at most one probe.
    assert.ok((await getsSeen(server.url, context)) <= 4);
    await respondsAgain(store, value);
    assert.equal(redis.isReady, true);
  });

  it('F14 commands in flight when Redis stops are bounded', async (context) => {
    const server = await startRedisServer(context);
    const { redis, store } = connectTo(context, server.url);
    await readyRedis(redis);
    await server.signal('SIGSTOP');
    const replies = await Promise.all(Array.from({ length: 5000 }, () => store.get('key')));
    assert.ok(replies.every((reply) => reply === undefined));
    await server.signal('SIGCONT');
    assert.ok((await getsSeen(server.url, context)) <= 1000);
  });

  it('F14 large values that Redis does not accept are dropped instead of queued', async (context) => {
    const server = await startRedisServer(context);
    const { redis, store } = connectTo(context, server.url);
    await readyRedis(redis);
    await server.signal('SIGSTOP');
    const large = Buffer.alloc(1024 * 1024);
    const before = process.memoryUsage().arrayBuffers;
    const writes = Array.from({ length: 300 }, (_, index) => store.set(`key ${index}`, large, minute));
    const grown = process.memoryUsage().arrayBuffers - before;
    await Promise.all(writes);
    assert.ok(grown < 40 * 1024 * 1024, `${grown} bytes`);
    await server.signal('SIGCONT');
  });

  for (const command of ['CLIENT PAUSE 700 ALL', 'DEBUG SLEEP 0.7']) {
    it(`F14 ${command}: misses, then values again`, async (context) => {
      const server = await startRedisServer(context, ['--enable-debug-command', 'yes']);
      const { redis, store } = connectTo(context, server.url);
      await readyRedis(redis);
      await store.set('key', value, minute);
      const sent = sendCommand(server.port, command);
      let misses = 0;
      while (redis.isReady) if ((await store.get('key')) === undefined) misses += 1;
      assert.equal(misses, 3);
      await respondsAgain(store, value);
      await sent;
    });
  }

  it('F14 a Redis that is stopped before the first connection blocks nothing', async (context) => {
    const server = await startRedisServer(context);
    await server.signal('SIGSTOP');
    const { redis, store } = connectTo(context, server.url);
    for (let call = 0; call < 100; call += 1) assert.equal(await store.get('key'), undefined);
    await server.signal('SIGCONT');
    await readyRedis(redis);
  });

  it('F14 the connection to a stopped Redis can be closed', async (context) => {
    const server = await startRedisServer(context);
    const { redis } = connectTo(context, server.url);
    await readyRedis(redis);
    await server.signal('SIGSTOP');
    const pending = redis.call('GET', 'key');
    await redis.close();
    assert.equal(await pending, undefined);
    await server.signal('SIGCONT');
  });
});
