import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as startRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { FrontageError } from '../../../shared/core/errors.ts';
import { ResponseBody } from '../../../shared/core/http/response-body.ts';
import { createHttpServer } from '../../../shared/http/create-http-server.ts';
import { trafficLimits } from '../../support/traffic-limits.ts';

/** Larger than socket buffers, so that a part of it waits in this process for a client that does not read. */
const responseBytes = 24 * 1024 * 1024;

interface Server {
  readonly url: string;
  readonly port: number;
  /** The ids of requests whose memory was released. It is overwritten at once, as another response would do. */
  readonly returned: ReadonlySet<string>;
}

async function startServer(context: TestContext): Promise<Server> {
  const returned = new Set<string>();
  const server = await createHttpServer({
    host: '127.0.0.1',
    port: 0,
    maxBodyBytes: 1000,
    maxHeaders: 100,
    compression: { encodings: ['gzip'], minimumBytes: 1024 },
    overload: {
      refusalOnArrival: () => undefined,
      refuse: () => new FrontageError('SERVER_OVERLOADED'),
      enter: () => 0,
      leave: () => {},
      isReady: () => true,
      status: () => ({ inFlight: 0, limit: 1, refused: 0, loopDelayMs: 0, heapUse: 0, isReady: true }),
      close: () => {},
    },
    traffic: trafficLimits(),
    readiness: () => ({ status: 'UP' }),
    async handleRequest({ requestId }) {
      const bytes = Buffer.alloc(responseBytes, requestId);
      return {
        status: 200,
        headers: { 'content-type': 'application/json', etag: `"${requestId}"` },
        upstreamHeaders: new Map(),
        body: new ResponseBody(bytes, () => {
          returned.add(requestId);
          bytes.fill('!');
        }),
        upstreamCalls: 0,
        errorCodes: [],
        degraded: [],
      };
    },
  });
  context.after(() => server.close(0));
  return { url: `${server.url}/graphql`, port: Number(new URL(server.url).port), returned };
}

const expected = (id: string): Buffer => Buffer.alloc(responseBytes, id);

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5);
}

function sendRequests(port: number, ids: readonly string[]): Socket {
  const socket = connect(port, '127.0.0.1');
  for (const id of ids) {
    const last = id === ids.at(-1);
    socket.write(
      `GET /graphql HTTP/1.1\r\nhost: a\r\nx-request-id: ${id}\r\n${last ? 'connection: close\r\n' : ''}\r\n`,
    );
  }
  return socket;
}

describe('the memory of a response', () => {
  it('is not reused before a slow client has received all of it', async (context) => {
    const { port, returned } = await startServer(context);
    const socket = sendRequests(port, ['a', 'b']);
    await once(socket, 'readable');
    await sleep(100);
    assert.equal(returned.size, 0);
    const all = await buffer(socket);
    for (const id of ['a', 'b']) {
      const start = all.indexOf(id.repeat(100));
      assert.ok(all.subarray(start, start + responseBytes).equals(expected(id)));
    }
    assert.equal(all.includes('!!'), false);
    await until(() => returned.size === 2);
  });

  it('is released after a compressed response and after a 304', async (context) => {
    const { url, returned } = await startServer(context);
    const zipped = await new Promise<Buffer>((resolve, reject) => {
      startRequest(url, { headers: { 'accept-encoding': 'gzip', 'x-request-id': 'z' } }, (response) =>
        resolve(buffer(response)),
      )
        .on('error', reject)
        .end();
    });
    assert.ok(gunzipSync(zipped).equals(expected('z')));
    const { status } = await fetch(url, { headers: { 'if-none-match': '"k"', 'x-request-id': 'k' } });
    assert.equal(status, 304);
    await until(() => returned.size === 2);
  });

  it('is released, and no longer read, when the client disconnects', async (context) => {
    const { port, returned, url } = await startServer(context);
    const socket = sendRequests(port, ['g']);
    await once(socket, 'readable');
    socket.destroy();
    await until(() => returned.has('g'));
    const response = await fetch(url, { headers: { 'x-request-id': 'n', 'accept-encoding': 'identity' } });
    assert.ok(Buffer.from(await response.arrayBuffer()).equals(expected('n')));
  });
});
