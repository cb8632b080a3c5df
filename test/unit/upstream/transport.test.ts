import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { TransportOptions } from '../../../shared/upstream/upstream-options.ts';
import { httpUpstream } from '../../support/http-upstream.ts';
import { callUpstream, failureOf, upstreamsAt } from '../../support/one-upstream.ts';
import { requestContext } from '../../support/request-context.ts';

const encoded =
  (encoding: string, body: Buffer): RequestListener =>
  (_request, response) =>
    response.writeHead(200, { 'content-encoding': encoding }).end(body);

const respondWith =
  (text: string): RequestListener =>
  (_request, response) =>
    response.end(text);

describe('the idle timeout', () => {
  it('ends a call and its socket when the body stalls', async (context) => {
    const sockets: Socket[] = [];
    const url = await httpUpstream(context, ({ socket }, response) => {
      sockets.push(socket);
      if (sockets.length === 1) response.writeHead(200).write('{"data":');
      else response.end('{"data":{}}');
    });
    const upstreams = upstreamsAt(context, url, { idleTimeoutMs: 50, connections: 1 });
    const { error, cause } = await failureOf(() => callUpstream(upstreams));
    assert.equal(error.code, 'SUBGRAPH_TIMEOUT');
    assert.equal(error.hasResponded, true);
    assert.match(String(cause), /no byte of the body/);
    for (const socket of sockets) if (!socket.closed) await once(socket, 'close');
    assert.deepEqual((await callUpstream(upstreams)).data, {});
    assert.notEqual(sockets[0], sockets[1]);
  });

  it('does not apply before the body', async (context) => {
    const url = await httpUpstream(context, (_request, response) => {
      setTimeout(() => response.end('{"data":{}}'), 100);
    });
    assert.deepEqual((await callUpstream(upstreamsAt(context, url, { idleTimeoutMs: 20 }))).data, {});
  });

  it('is reset by each byte, so that the timeout of the call ends a slow body', async (context) => {
    const url = await httpUpstream(context, (_request, response) => {
      response.writeHead(200).write('{"data":{"x":"');
      const drip = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(drip));
    });
    const upstreams = upstreamsAt(context, url, { timeoutMs: 1500, idleTimeoutMs: 1000 });
    const { error, cause } = await failureOf(() => callUpstream(upstreams));
    assert.equal(error.code, 'SUBGRAPH_TIMEOUT');
    assert.equal(cause, undefined, 'the idle timeout was not the cause');
  });
});

describe('a compressed response', () => {
  const body = Buffer.from(JSON.stringify({ data: { x: 'y'.repeat(5000) } }));
  const gzip = { compression: 'gzip' } as const;

  it('is requested and decoded when compression is enabled', async (context) => {
    const requested: unknown[] = [];
    const url = await httpUpstream(context, (request, response) => {
      requested.push(request.headers['accept-encoding']);
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(body));
    });
    assert.deepEqual(
      (await callUpstream(upstreamsAt(context, url, gzip))).data,
      JSON.parse(String(body)).data,
    );
    assert.deepEqual(requested, ['gzip']);
  });

  it('may be replaced by an uncompressed response', async (context) => {
    const url = await httpUpstream(context, respondWith(String(body)));
    assert.deepEqual(
      (await callUpstream(upstreamsAt(context, url, gzip))).data,
      JSON.parse(String(body)).data,
    );
  });

  const zipped = gzipSync(body);
  const refused: [string, Partial<TransportOptions>, RequestListener, string][] = [
    ['that was not requested', {}, encoded('gzip', zipped), 'SUBGRAPH_INVALID_RESPONSE'],
    ['in Brotli', gzip, encoded('br', zipped), 'SUBGRAPH_INVALID_RESPONSE'],
    ['in deflate', gzip, encoded('deflate', zipped), 'SUBGRAPH_INVALID_RESPONSE'],
    ['twice', gzip, encoded('gzip, gzip', gzipSync(zipped)), 'SUBGRAPH_INVALID_RESPONSE'],
    ['cut off', gzip, encoded('gzip', zipped.subarray(0, -9)), 'SUBGRAPH_INVALID_RESPONSE'],
    ['that is none', gzip, encoded('gzip', body), 'SUBGRAPH_INVALID_RESPONSE'],
    [
      'larger than allowed when decoded',
      { ...gzip, maxResponseBytes: 4000 },
      encoded('gzip', zipped),
      'SUBGRAPH_RESPONSE_TOO_LARGE',
    ],
    [
      'more than a hundred times its size when decoded',
      gzip,
      encoded('gzip', gzipSync(Buffer.alloc(1024 * 1024, ' '))),
      'SUBGRAPH_RESPONSE_TOO_LARGE',
    ],
  ];
  for (const [name, transport, listener, code] of refused) {
    it(`${name} is refused with ${code}`, async (context) => {
      const upstreams = upstreamsAt(context, await httpUpstream(context, listener), transport);
      assert.equal((await failureOf(() => callUpstream(upstreams))).error.code, code);
    });
  }
});

describe('an endless response', () => {
  const cap = 8 * 1024 * 1024;
  const zeros = Buffer.alloc(1024 * 1024, '0');
  const endless: [string, Buffer, Record<string, string>, Partial<TransportOptions>][] = [
    ['uncompressed', zeros, {}, {}],
    ['compressed', gzipSync(zeros), { 'content-encoding': 'gzip' }, { compression: 'gzip' }],
  ];
  for (const [name, chunk, headers, transport] of endless) {
    it(`${name} is not read further once it is too large`, async (context) => {
      let sent = 0;
      const url = await httpUpstream(context, (_request, response) => {
        response.writeHead(200, headers);
        const send = (): void => {
          while (!response.destroyed) {
            sent += chunk.length;
            if (!response.write(chunk)) return void response.once('drain', send);
          }
        };
        send();
      });
      const upstreams = upstreamsAt(context, url, { ...transport, maxResponseBytes: cap });
      assert.equal(
        (await failureOf(() => callUpstream(upstreams))).error.code,
        'SUBGRAPH_RESPONSE_TOO_LARGE',
      );
      // The buffers of two sockets add to the bytes that were read.
      assert.ok(sent < 8 * cap, `${sent} bytes were sent`);
    });
  }

  it('is not read when its content-length is too large', async (context) => {
    const url = await httpUpstream(context, (_request, response) => {
      response.writeHead(200, { 'content-length': String(cap + 1) }).write('{');
    });
    const { error } = await failureOf(() =>
      callUpstream(upstreamsAt(context, url, { maxResponseBytes: cap })),
    );
    assert.equal(error.code, 'SUBGRAPH_RESPONSE_TOO_LARGE');
  });
});

describe('a hostile response', () => {
  const invalid: [string, string | Buffer][] = [
    ['cut off', '{"data":{"x":'],
    ['empty', ''],
    ['in HTML', '<!doctype html><title>500</title>'],
    ['with a byte order mark', '\ufeff{"data":{}}'],
    ['in UTF-16', Buffer.from('{"data":{}}', 'utf16le')],
    ['65 levels deep', `{"data":{"x":${'['.repeat(63)}${']'.repeat(63)}}}`],
    ['a million levels deep', '['.repeat(1_000_000)],
  ];
  for (const [name, body] of invalid) {
    it(`${name} is refused with SUBGRAPH_INVALID_RESPONSE`, async (context) => {
      const url = await httpUpstream(context, (_request, response) => response.end(body));
      const { error } = await failureOf(() => callUpstream(upstreamsAt(context, url)));
      assert.equal(error.code, 'SUBGRAPH_INVALID_RESPONSE');
      assert.doesNotMatch(error.message, /html|data|BOM/);
    });
  }

  it('is read when it nests 64 levels deep, with brackets in strings', async (context) => {
    const body = `{"data":{"x":${'['.repeat(62)}"${'[{'.repeat(100)}\\""${']'.repeat(62)}}}`;
    const url = await httpUpstream(context, respondWith(body));
    assert.deepEqual((await callUpstream(upstreamsAt(context, url))).data, JSON.parse(body).data);
  });

  it('is an error when it redirects, even with data, and is not followed', async (context) => {
    const paths: unknown[] = [];
    const url = await httpUpstream(context, (request, response) => {
      paths.push(request.url);
      response.writeHead(307, { location: '/internal' }).end('{"data":{}}');
    });
    assert.equal(
      (await failureOf(() => callUpstream(upstreamsAt(context, url)))).error.code,
      'SUBGRAPH_HTTP_ERROR',
    );
    assert.deepEqual(paths, ['/']);
  });

  it('may follow a few informational responses, but not a flood of them', async (context) => {
    let count = 3;
    const url = await httpUpstream(context, ({ socket }, response) => {
      socket.write('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'.repeat(count));
      if (count === 3) response.end('{"data":{}}');
    });
    const upstreams = upstreamsAt(context, url);
    assert.deepEqual((await callUpstream(upstreams)).data, {});
    count = 1000;
    assert.equal((await failureOf(() => callUpstream(upstreams))).error.code, 'SUBGRAPH_INVALID_RESPONSE');
  });

  it('cannot change prototypes of this process', async (context) => {
    const url = await httpUpstream(
      context,
      respondWith('{"data":{"__proto__":{"polluted":1}},"__proto__":{"a":1}}'),
    );
    await callUpstream(upstreamsAt(context, url));
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });
});

describe('a connection reset', () => {
  it('may be retried before the response headers, but not after them', async (context) => {
    const url = await httpUpstream(context, ({ socket, headers }, response) => {
      if (headers['x-request-id'] === 'early') return void socket.resetAndDestroy();
      response.writeHead(200).write('{"da');
      setImmediate(() => socket.resetAndDestroy());
    });
    const upstreams = upstreamsAt(context, url);
    for (const [requestId, hasResponded] of [
      ['early', false],
      ['late', true],
    ] as const) {
      const { error } = await failureOf(() =>
        upstreams.fetchSubgraph('a', { query: '{ x }' }, requestContext({ requestId })),
      );
      assert.equal(error.code, 'SUBGRAPH_UNAVAILABLE');
      assert.equal(error.hasResponded, hasResponded, requestId);
    }
  });

  it('reports the Retry-After of the upstream', async (context) => {
    const url = await httpUpstream(context, (_request, response) =>
      response.writeHead(503, { 'retry-after': '7' }).end(),
    );
    assert.equal((await failureOf(() => callUpstream(upstreamsAt(context, url)))).error.retryAfterMs, 7000);
  });
});

describe('an idle connection', () => {
  it('is reused, and closed before the peer closes it at its announced time', async (context) => {
    const sockets: Socket[] = [];
    const server = createServer((_request, response) => response.end('{"data":{}}'));
    server.keepAliveTimeout = 1000;
    server.on('connection', (socket: Socket) => sockets.push(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    context.after(() => server.close());
    const { port } = server.address() as AddressInfo;
    const upstreams = upstreamsAt(context, `http://127.0.0.1:${port}`);
    await callUpstream(upstreams);
    // undici reuses a connection one turn of the event loop later.
    await new Promise((resolve) => setTimeout(resolve, 20));
    await callUpstream(upstreams);
    const [socket] = sockets;
    assert.ok(sockets.length === 1 && socket !== undefined);
    let endedByUs = false;
    socket.once('end', () => (endedByUs = true));
    if (!socket.closed) await once(socket, 'close');
    assert.equal(endedByUs, true);
  });
});
