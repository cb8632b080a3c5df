import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { storeEvent } from '../../shared/core/channels.ts';
import { connectTo, flood, respondsAgain } from '../support/redis-connection.ts';
import { freePort, readyRedis, skipOwn, startRedisServer } from '../support/redis-server.ts';

const value = Buffer.from('value');
const minute = 60_000;

describe('F13 Redis refuses connections', { skip: skipOwn }, () => {
  it('F13 a Redis that is killed under load is a miss for every request, and is used again once it is back', async (context) => {
    const server = await startRedisServer(context);
    const { redis, store } = connectTo(context, server.url);
    await readyRedis(redis);
    await store.set('key', value, minute);
    const load = flood(() => store.get('key'));
    await load.until((replies) => replies.some((reply) => reply !== undefined));
    await server.signal('SIGKILL');
    await load.until((replies) => replies.at(-1) === undefined);
    while (redis.isReady) await new Promise((done) => setTimeout(done, 5));
    assert.equal(await store.get('key'), undefined);
    await store.set('key', value, minute);

    await server.restart();
    await respondsAgain(store, value);
    await load.until((replies) => replies.at(-1) !== undefined);
    const replies = await load.end();
    assert.ok(replies.every((reply) => reply === undefined || reply.equals(value)));
  });

  it('F13 a process can start before its Redis', async (context) => {
    const port = await freePort();
    const { redis, store } = connectTo(context, `redis://127.0.0.1:${port}`);
    for (let call = 0; call < 100; call += 1) assert.equal(await store.get('key'), undefined);
    await startRedisServer(context, [], port);
    await readyRedis(redis);
    await respondsAgain(store, value);
  });

  it('F13 a Redis failure is logged when it begins and when it ends, not for every attempt', async (context) => {
    const server = await startRedisServer(context);
    const { redis } = connectTo(context, server.url);
    await readyRedis(redis);
    const events: string[] = [];
    context.after(storeEvent.subscribe(({ event }) => events.push(event)));
    await server.signal('SIGKILL');
    while (!events.includes('failed')) await new Promise((done) => setTimeout(done, 5));
    // Long enough for several attempts: the first ones are 25 to 400 ms apart.
    await new Promise((done) => setTimeout(done, 800));
    assert.deepEqual(events, ['failed']);
    await server.restart();
    await readyRedis(redis);
    assert.deepEqual(events, ['failed', 'connected']);
  });

  it('F13 nothing stays open if the connection is closed while Redis is down', async (context) => {
    const port = await freePort();
    const { redis } = connectTo(context, `redis://127.0.0.1:${port}`);
    await redis.call('PING');
    await redis.close();
    const server = await startRedisServer(context, [], port);
    const { redis: other } = connectTo(context, server.url);
    await readyRedis(other);
    const clients = await other.call('CLIENT', 'LIST');
    assert.equal(String(clients).trim().split('\n').length, 1);
  });
});
