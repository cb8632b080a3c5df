import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  createServer as createHttp2Server,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { callUpstream, failureOf, upstreamsAt } from '../../support/one-upstream.ts';
import { requestContext } from '../../support/request-context.ts';

describe('HTTP/2 without TLS', () => {
  async function h2cUpstream(
    context: TestContext,
    respond: (count: number, stream: ServerHttp2Stream) => void,
  ) {
    const sessions = new Set<ServerHttp2Session>();
    const sockets = new Set<Socket>();
    const ids: unknown[] = [];
    const server = createHttp2Server();
    server.on('connection', (socket: Socket) => sockets.add(socket));
    server.on('session', (session) => sessions.add(session));
    server.on('stream', (stream, headers) => {
      // The client sees the result.
      stream.on('error', () => {});
      stream.on('end', () => respond(ids.push(headers['x-request-id']), stream));
      stream.resume();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    context.after(() => {
      for (const session of sessions) session.destroy();
      server.close();
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
    return { url, sessions, sockets, ids };
  }
  const h2c = { protocol: 'h2c' } as const;

  it('carries calls in parallel on few connections', async (context) => {
    const held: (() => void)[] = [];
    const { url, sessions } = await h2cUpstream(context, (count, stream) => {
      held.push(() => {
        stream.respond({ ':status': 200, 'content-type': 'application/json' });
        stream.end('{"data":{}}');
      });
      if (count === 20) for (const respondNow of held) respondNow();
    });
    const upstreams = upstreamsAt(context, url, h2c);
    await Promise.all(Array.from({ length: 20 }, () => callUpstream(upstreams)));
    assert.ok(sessions.size <= 2, `${sessions.size} connections`);
  });

  it('has the same limits as HTTP/1.1', async (context) => {
    const { url } = await h2cUpstream(context, (count, stream) => {
      stream.respond({ ':status': 200 });
      if (count === 1) stream.write('x'.repeat(2000));
      else stream.write('{');
    });
    const upstreams = upstreamsAt(context, url, { ...h2c, maxResponseBytes: 1000, idleTimeoutMs: 50 });
    assert.equal((await failureOf(() => callUpstream(upstreams))).error.code, 'SUBGRAPH_RESPONSE_TOO_LARGE');
    assert.equal((await failureOf(() => callUpstream(upstreams))).error.code, 'SUBGRAPH_TIMEOUT');
  });

  const losses: [string, (sessions: Iterable<ServerHttp2Session>, sockets: Iterable<Socket>) => void][] = [
    ['destroyed', (sessions) => [...sessions].map((session) => session.destroy())],
    ['reset', (_sessions, sockets) => [...sockets].map((socket) => socket.resetAndDestroy())],
    ['closed by GOAWAY', (sessions) => [...sessions].map((session) => session.destroyed || session.goaway())],
  ];
  for (const [how, lose] of losses) {
    it(`sends a write once when its connection is ${how}`, async (context) => {
      const upstream = await h2cUpstream(context, (count, stream) => {
        if (count === 1) {
          stream.respond({ ':status': 200 });
          stream.end('{"data":{}}');
        } else if (count === 7) lose(upstream.sessions, upstream.sockets);
      });
      const upstreams = upstreamsAt(context, upstream.url, { ...h2c, timeoutMs: 300 });
      const change = (requestId: string) =>
        upstreams.fetchSubgraph('a', { query: '{ x }' }, requestContext({ requestId, isWrite: true }));
      await change('first');
      const calls = ['1', '2', '3', '4', '5', '6'].map((id) => failureOf(() => change(id)));
      for (const { error } of await Promise.all(calls)) assert.equal(error.hasResponded, false);
      assert.equal(new Set(upstream.ids).size, upstream.ids.length, `executed: ${upstream.ids}`);
    });
  }
});
