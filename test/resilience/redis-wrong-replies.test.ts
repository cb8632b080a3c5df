import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import { storeEvent } from '../../shared/core/channels.ts';
import { connectTo, respondsAgain } from '../support/redis-connection.ts';
import { readyRedis, skipOwn, startRedisServer } from '../support/redis-server.ts';

const value = Buffer.from('value');
const minute = 60_000;

describe('F15 Redis sends unexpected replies', { skip: skipOwn }, () => {
  it('F15 OOM: values that do not fit are not stored, and reads continue', async (context) => {
    const server = await startRedisServer(context, ['--maxmemory-policy', 'noeviction']);
    const { redis, store } = connectTo(context, server.url);
    await readyRedis(redis);
    await store.set('key', value, minute);
    await redis.call('CONFIG', 'SET', 'maxmemory', '1mb');
    for (let index = 0; index < 100; index += 1) {
      await store.set(`${index}`, Buffer.alloc(20_000), minute);
    }
    await store.set('another', Buffer.alloc(20_000), minute);
    assert.equal(await store.get('another'), undefined);
    assert.deepEqual(await store.get('key'), value);
    assert.equal(redis.isReady, true);
    await redis.call('CONFIG', 'SET', 'maxmemory', '100mb');
    await store.set('another', value, minute);
    assert.deepEqual(await store.get('another'), value);
  });

  it('F15 READONLY: the connection is renewed, but not for every write, and writes succeed once it leads to a master', async (context) => {
    const server = await startRedisServer(context);
    const { redis, store } = connectTo(context, server.url);
    await readyRedis(redis);
    let connections = 0;
    context.after(
      storeEvent.subscribe(({ event }) => {
        if (event === 'connected') connections += 1;
      }),
    );
    // Its master does not exist: it stays a replica that accepts no writes.
    await redis.call('REPLICAOF', '127.0.0.1', '1');
    await Promise.all(Array.from({ length: 100 }, () => store.set('key', value, minute)));
    await readyRedis(redis);
    await Promise.all(Array.from({ length: 100 }, () => store.set('key', value, minute)));
    // At most one a second, however many writes are refused.
    assert.ok(connections >= 1 && connections <= 2, String(connections));
    await readyRedis(redis);
    await redis.call('REPLICAOF', 'NO', 'ONE');
    await respondsAgain(store, value);
  });

  it('F15 an unknown database: no other one is used instead', async (context) => {
    const server = await startRedisServer(context);
    const other = connectTo(context, `${server.url}/99`);
    const events: string[] = [];
    const failed = new Promise<void>((resolve) => {
      const end = storeEvent.subscribe(({ event }) => {
        events.push(event);
        if (event === 'failed') resolve();
      });
      context.after(end);
    });
    await failed;
    const { redis, store } = connectTo(context, server.url);
    await readyRedis(redis);
    await other.store.set('key', value, minute);
    assert.equal(await store.get('key'), undefined);
    assert.deepEqual(
      [other.redis.isReady, events.filter((event) => event === 'connected').length],
      [false, 1],
    );
  });

  it('F15 a key with a value of another format is a miss', async (context) => {
    const server = await startRedisServer(context);
    const { redis, store } = connectTo(context, server.url);
    await readyRedis(redis);
    await redis.call('RPUSH', 'test:key', 'a', 'b');
    assert.equal(await store.get('key'), undefined);
    await store.set('key', value, minute);
    assert.deepEqual(await store.get('key'), value);
  });

  it('F15 a server with an unknown password is a miss', async (context) => {
    const server = await startRedisServer(context, ['--requirepass', 'secret']);
    const { store } = connectTo(context, server.url);
    assert.equal(await store.get('key'), undefined);
    const known = connectTo(context, server.url.replace('//', '//:secret@'));
    await readyRedis(known.redis);
    await known.store.set('key', value, minute);
    assert.equal(await store.get('key'), undefined);
    assert.deepEqual(await known.store.get('key'), value);
  });
});

/** Speaks enough RESP2 to satisfy a client, then replies to GET with the given bytes. */
async function lyingRedis(context: TestContext, response: () => Buffer): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    socket.on('data', (data) => {
      for (const [, command = ''] of data.toString('latin1').matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/g)) {
        if (/^hello$/i.test(command)) socket.write("-ERR unknown command 'HELLO'\r\n");
        else if (/^get$/i.test(command)) socket.write(response());
        else socket.write('+OK\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return `redis://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

describe('F15 the server is not a Redis', () => {
  const wrongReplies = [
    ':1\r\n',
    '$-1\r\n',
    '*2\r\n$1\r\na\r\n$1\r\nb\r\n',
    '%1\r\n$1\r\na\r\n$1\r\nb\r\n',
    '#t\r\n',
    '-ERR no\r\n',
    // The second reply of each of these is unsolicited.
    '$-1\r\n$-1\r\n',
    '$-1\r\n_\r\n',
    '-ERR one\r\n-ERR two\r\n',
    '>1\r\n_\r\n',
    '>1\r\n$9\r\nsubscribe\r\n',
    '>0\r\n$-1\r\n',
    'HTTP/1.1 400 Bad Request\r\n\r\n',
    '\0\0\0\0',
  ];
  for (const reply of wrongReplies) {
    it(`F15 ${JSON.stringify(reply)} is a miss`, async (context) => {
      const url = await lyingRedis(context, () => Buffer.from(reply, 'latin1'));
      const { redis, store } = connectTo(context, url);
      for (let call = 0; call < 3; call += 1) {
        while (!redis.isReady) await new Promise((done) => setTimeout(done, 5));
        assert.equal(await store.get('key'), undefined);
      }
      // Errors thrown from `process.nextTick` would surface now.
      await new Promise((done) => setTimeout(done, 20));
    });
  }

  it('F15 arbitrary bytes end neither the process nor a read', async (context) => {
    const anything = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
      fc
        .array(
          fc.constantFrom(
            ...[
              '$',
              '*',
              '+',
              '-',
              ':',
              '_',
              '#',
              ',',
              '(',
              '!',
              '=',
              '~',
              '%',
              '>',
              '|',
              '0',
              '1',
              '3',
              'ab',
              '\r\n',
            ],
          ),
          { minLength: 1, maxLength: 15 },
        )
        .map((parts) => Buffer.from(parts.join(''))),
    );
    const replies = fc.sample(anything, { numRuns: 100, seed: 4 });
    let requested = 0;
    const url = await lyingRedis(context, () => replies[requested++ % replies.length] ?? Buffer.from(''));
    const connections = Array.from({ length: 40 }, () => connectTo(context, url));
    let seen = 0;
    while (requested < replies.length) {
      for (const { store } of connections) {
        const reply = await store.get('key');
        assert.ok(reply === undefined || Buffer.isBuffer(reply));
        seen += 1;
      }
      await new Promise((done) => setTimeout(done, 1));
    }
    assert.ok(seen >= replies.length);
  });
});
