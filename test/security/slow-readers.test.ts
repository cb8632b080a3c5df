import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import type { IncomingRequest } from '../../shared/core/http/http-messages.ts';
import { bareServer } from '../support/bare-server.ts';
import { until } from '../support/counting-upstream.ts';
import { sendHttp } from '../support/send-http.ts';
import { trafficLimits } from '../support/traffic-limits.ts';

/** More than the buffers of sockets can hold. */
const largeBytes = 24 * 1024 * 1024;
const kept = Buffer.alloc(largeBytes, 'k');
const small = Buffer.from('{"data":{}}');

/** In the query string. */
function respond({ search }: IncomingRequest): Buffer {
  if (search === '?kept') return kept;
  return search === '?own' ? Buffer.alloc(largeBytes, 'o') : small;
}

const get = (search: string): string => `GET /graphql${search} HTTP/1.1\r\nHost: a\r\n\r\n`;

async function isServed(url: string): Promise<void> {
  for (let index = 0; index < 20; index += 1) assert.equal((await sendHttp(url, {})).status, 200);
}

describe('A33 a response that its client does not read', () => {
  it('A33 an unread response takes no slot of executing requests, and a cached response is held in memory once', async (context) => {
    const server = await bareServer(context, { places: 2, respond });
    for (let index = 0; index < 30; index += 1) server.open(get('?kept')).pause();
    await until(() => server.traffic().responses.waiting === 30);
    assert.equal(server.overload.status().inFlight, 0);
    await isServed(server.url);
    assert.deepEqual(
      [server.overload.status().refused, server.traffic().responses],
      [0, { waiting: 30, bytes: largeBytes, destroyed: 0 }],
    );
    assert.equal(server.inFlight(), 30, 'draining waits for them');
  });

  it('A33 a response is aborted if its client reads nothing for a while', async (context) => {
    const server = await bareServer(context, {
      traffic: { responses: { maxBytes: 1024 ** 3, idleMs: 1000 } },
      respond,
    });
    for (let index = 0; index < 3; index += 1) server.open(get('?own')).pause();
    await until(() => server.traffic().responses.destroyed === 3);
    await until(() => server.inFlight() === 0);
    assert.deepEqual(server.traffic().responses, { waiting: 0, bytes: 0, destroyed: 3 });
  });

  it('A33 a response is not aborted while its client reads, however long that takes', async (context) => {
    const server = await bareServer(context, {
      traffic: { responses: { maxBytes: 1024 ** 3, idleMs: 2500 } },
      respond,
    });
    const socket = server.open(get('?own').replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')).pause();
    let received = 0;
    for (let look = 0; look < 30; look += 1) {
      await new Promise((done) => setTimeout(done, 200));
      received += await readSome(socket, 1024 * 1024);
    }
    const rest = await buffer(socket);
    assert.ok(received + rest.length > largeBytes);
    assert.equal(server.traffic().responses.destroyed, 0);
  });

  it('A33 an unread response is aborted if too much memory waits, and one that is being read is not', async (context) => {
    const server = await bareServer(context, {
      traffic: { responses: { maxBytes: 2 * largeBytes, idleMs: 60_000 } },
      respond,
    });
    for (let index = 0; index < 6; index += 1) {
      server.open(get('?own')).pause();
      await until(() => server.traffic().responses.waiting + server.traffic().responses.destroyed > index);
    }
    await until(() => server.traffic().responses.destroyed >= 4);
    const { bytes, destroyed } = server.traffic().responses;
    assert.ok(bytes <= 2 * largeBytes && destroyed === 4, JSON.stringify({ bytes, destroyed }));
    assert.equal((await sendHttp(`${server.url}?own`, {})).text.length, largeBytes);
  });

  it('A33 new requests are refused if the waiting memory is four times the limit', async (context) => {
    const server = await bareServer(context, {
      traffic: { responses: { maxBytes: 1024 * 1024, idleMs: 60_000 } },
      respond,
    });
    server.open(get('?own')).pause();
    await until(() => server.traffic().responses.waiting === 1);
    const { status, headers } = await sendHttp(server.url, {});
    assert.deepEqual([status, headers['retry-after']], [503, '1']);
    assert.equal((await sendHttp(new URL('/healthz', server.url).href, {})).status, 200);
    await until(() => server.traffic().responses.waiting === 0);
    assert.equal((await sendHttp(server.url, {})).status, 200);
  });
});

describe('pipelined requests', () => {
  it('pipelined requests end when their connection closes', async (context) => {
    const cancelled: string[] = [];
    const open: (() => void)[] = [];
    const server = await bareServer(context, {
      places: 10,
      respond: ({ requestId, cancellation }) =>
        new Promise((resolve) => {
          const end = (): void => resolve(small);
          cancellation.add(() => {
            cancelled.push(requestId);
            end();
          });
          open.push(end);
        }),
    });
    const ids = ['a', 'b', 'c'];
    const requests = ids.map((id) => get('').replace('Host: a', `Host: a\r\nX-Request-Id: ${id}`));
    const socket = server.open(requests.join(''));
    await until(() => open.length === 3);
    assert.equal(server.overload.status().inFlight, 3);
    socket.destroy();
    await until(() => server.inFlight() === 0 && server.overload.status().inFlight === 0);
    assert.deepEqual(cancelled.sort(), ids);
  });

  it('pipelined requests are limited by the settings', async (context) => {
    const open: (() => void)[] = [];
    const { connections } = trafficLimits();
    const server = await bareServer(context, {
      places: 100,
      traffic: { connections: { ...connections, pipelined: 3 } },
      respond: () => new Promise((resolve) => open.push(() => resolve(small))),
    });
    const socket = server.open(get('').repeat(10));
    await until(() => open.length === 4 && server.overload.status().refused === 6);
    for (const end of open) end();
    let responses = '';
    socket.on('data', (data: Buffer) => {
      responses += data.toString();
    });
    await until(() => (responses.match(/HTTP\/1\.1 /g) ?? []).length === 10);
    const statuses = Array.from(responses.matchAll(/HTTP\/1\.1 (\d+)/g), ([, status]) => status);
    assert.deepEqual(statuses, [...Array(4).fill('200'), ...Array(6).fill('503')]);
  });
});

/** Reads at most this many bytes of the received data. */
async function readSome(socket: Socket, bytes: number): Promise<number> {
  const chunk: Buffer | null = socket.read(bytes) ?? socket.read();
  if (chunk !== null) return chunk.length;
  if (socket.readableEnded) return 0;
  await once(socket, 'readable');
  return 0;
}
