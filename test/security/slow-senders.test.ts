import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { bareServer } from '../support/bare-server.ts';
import { until } from '../support/counting-upstream.ts';
import { responsesIn } from '../support/exchange.ts';
import { sendHttp } from '../support/send-http.ts';
import { trafficLimits } from '../support/traffic-limits.ts';

const { bodies } = trafficLimits();
const head = (length: number): string =>
  `POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
const whole = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ a }"}' };
const respond = (): Buffer => Buffer.from('{"data":{}}');

describe('A33 an incomplete request body', () => {
  it('A33 an incomplete body takes no slot of executing requests', async (context) => {
    const server = await bareServer(context, { places: 2, respond });
    for (let index = 0; index < 100; index += 1) server.open(`${head(100_000)}{`);
    await until(() => server.traffic().bodies.receiving === 100);
    assert.equal(server.overload.status().inFlight, 0);
    for (let index = 0; index < 20; index += 1) {
      assert.equal((await sendHttp(server.url, whole)).status, 200);
      assert.equal((await sendHttp(server.url, {})).status, 200);
    }
    assert.equal((await sendHttp(new URL('/readyz', server.url).href, {})).status, 200);
    assert.deepEqual(
      [server.overload.status().refused, server.traffic().bodies.receiving, server.traffic().bodies.bytes],
      [0, 100, 100],
    );
  });

  it('A33 an incomplete body has a time limit, and is then refused with 408', async (context) => {
    const server = await bareServer(context, {
      traffic: { bodies: { ...bodies, timeoutMs: 300 } },
      respond,
    });
    const [ended] = responsesIn(await text(server.open(`${head(100)}{`)));
    assert.deepEqual([ended?.status, ended?.code], [408, 'REQUEST_TIMEOUT']);
    assert.deepEqual(
      ['connection', 'retry-after', 'x-content-type-options'].map((name) => ended?.headers.get(name)),
      ['close', '1', 'nosniff'],
    );
    assert.deepEqual(server.traffic().bodies, { receiving: 0, bytes: 0, timedOut: 1 });
  });

  it('A33 a body that arrives byte by byte is refused with 408, and one at the lowest allowed rate is not', async (context) => {
    const server = await bareServer(context, {
      traffic: { bodies: { ...bodies, timeoutMs: 60_000 } },
      respond,
    });
    const slow = server.open(`${head(10_000)}{`);
    const enough = server.open(head(10_000) + ' '.repeat(6000));
    const drip = setInterval(() => slow.write(' '), 200);
    context.after(() => clearInterval(drip));
    const [ended] = responsesIn(await text(slow));
    assert.deepEqual([ended?.status, ended?.code], [408, 'REQUEST_TIMEOUT']);
    assert.equal(server.traffic().bodies.receiving, 1);
    enough.end(' '.repeat(4000));
    assert.equal(responsesIn(await text(enough))[0]?.status, 200);
  });

  it('A33 the oldest incomplete bodies are refused if there are too many', async (context) => {
    const server = await bareServer(context, { traffic: { bodies: { ...bodies, max: 3 } }, respond });
    const first = server.open(`${head(100)}{`);
    await until(() => server.traffic().bodies.receiving === 1);
    for (let index = 0; index < 2; index += 1) server.open(`${head(100)}{`);
    await until(() => server.traffic().bodies.receiving === 3);
    assert.equal((await sendHttp(server.url, whole)).status, 200);
    assert.equal(responsesIn(await text(first))[0]?.code, 'REQUEST_TIMEOUT');
    assert.deepEqual(server.traffic().bodies, { receiving: 2, bytes: 2, timedOut: 1 });
  });

  it('A33 the oldest incomplete bodies are refused if they have too many bytes together', async (context) => {
    const server = await bareServer(context, {
      traffic: { bodies: { ...bodies, maxBytes: 100_000 } },
      respond,
    });
    const first = server.open(head(200_000) + 'x'.repeat(60_000));
    await until(() => server.traffic().bodies.bytes === 60_000);
    server.open(head(200_000) + 'x'.repeat(60_000));
    assert.equal(responsesIn(await text(first))[0]?.code, 'REQUEST_TIMEOUT');
    await until(() => server.traffic().bodies.bytes === 60_000);
    assert.deepEqual(server.traffic().bodies, { receiving: 1, bytes: 60_000, timedOut: 1 });
  });

  it('A33 a body in pieces of one byte is read like a body in one piece', async (context) => {
    const received: (string | undefined)[] = [];
    const server = await bareServer(context, {
      respond: ({ body }) => {
        received.push(body?.toString());
        return respond();
      },
    });
    const sent = JSON.stringify({ query: '{ a }', padding: 'äöü'.repeat(3000) });
    const bytes = Buffer.from(sent).toString('latin1');
    const chunks = Array.from(bytes, (byte) => `1\r\n${byte}\r\n`).join('');
    const start =
      'POST /graphql HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n';
    const socket = server.open('');
    socket.write(`${start}Transfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`, 'latin1');
    assert.equal(responsesIn(await text(socket))[0]?.status, 200);
    assert.deepEqual(received, [sent]);
  });

  it('A33 a body can have a hundred trailers, and is refused with more', async (context) => {
    const server = await bareServer(context, { respond });
    const start =
      'POST /graphql HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n';
    const statuses = [];
    for (const count of [100, 101]) {
      const trailers = 'a: b\r\n'.repeat(count);
      const socket = server.open(`${start}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n${trailers}\r\n`);
      statuses.push(responsesIn(await text(socket))[0]?.status);
    }
    assert.deepEqual(statuses, [200, 431]);
  });

  it('A33 a body for an unknown path is not read', async (context) => {
    const server = await bareServer(context, { respond });
    const socket = server.open(
      'POST /else HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n',
    );
    const [chunk] = await new Promise<[Buffer]>((resolve) => socket.once('data', (data) => resolve([data])));
    assert.match(chunk.toString(), /^HTTP\/1\.1 404 /);
    assert.equal(server.traffic().bodies.receiving, 0);
  });
});

describe('connections', () => {
  const { connections } = trafficLimits();

  it('connections from one address are limited by the settings, and a closed one frees its slot', async (context) => {
    const server = await bareServer(context, {
      traffic: { connections: { ...connections, perAddress: 3 } },
      respond,
    });
    const kept = Array.from({ length: 3 }, () => server.open(''));
    await until(() => server.traffic().connections.open === 3);
    assert.equal(await text(server.open('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n')).catch(() => ''), '');
    assert.equal(server.traffic().connections.dropped, 1);
    kept[0]?.destroy();
    await until(() => server.traffic().connections.open === 2);
    assert.equal((await sendHttp(new URL('/healthz', server.url).href, {})).status, 200);
  });

  it('connections are limited by the settings', async (context) => {
    const server = await bareServer(context, {
      traffic: { connections: { ...connections, max: 2 } },
      respond,
    });
    for (let index = 0; index < 5; index += 1) server.open('');
    await until(() => server.traffic().connections.dropped === 3);
    assert.equal(server.traffic().connections.open, 2);
  });

  it('connections have a time limit for a request head', async (context) => {
    const server = await bareServer(context, {
      traffic: { connections: { ...connections, headersTimeoutMs: 200 } },
      respond,
    });
    const [ended] = responsesIn(await text(server.open('GET /graphql HTTP/1.1\r\nHost: a\r\nx')));
    assert.deepEqual([ended?.status, ended?.code], [408, 'REQUEST_TIMEOUT']);
  });
});
