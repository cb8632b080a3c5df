import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { type UpstreamFailed, upstreamFailed } from '../../../shared/core/channels.ts';
import { type ErrorCode, FrontageError } from '../../../shared/core/errors.ts';
import type { RequestContext } from '../../../shared/core/request-context.ts';
import { Cancellation } from '../../../shared/core/runtime/cancellation.ts';
import type { Upstreams } from '../../../shared/upstream/create-upstreams.ts';
import { deadUpstream, httpUpstream } from '../../support/http-upstream.ts';
import { requestContext } from '../../support/request-context.ts';
import { upstreamOptions, upstreamsOf } from '../../support/upstream-options.ts';

const limits = {
  timeoutMs: 300,
  connectTimeoutMs: 300,
  maxResponseBytes: 1000,
  connections: 2,
  deadlineHeader: 'x-time-left',
};
const id = { subgraph: 'shop', source: 'rest' };

function upstreamsAt(context: TestContext, url: string): Upstreams {
  const upstreams = upstreamsOf({
    subgraphs: [upstreamOptions('a', `${url}/graphql`, { transport: limits })],
    sources: [{ ...upstreamOptions('shop.rest', `${url}/base/`, { transport: limits }), id }],
    subjectHeader: 'x-auth-subject',
  });
  context.after(() => upstreams.close());
  return upstreams;
}

async function codeOf(call: Promise<unknown>): Promise<ErrorCode> {
  try {
    await call;
  } catch (error) {
    if (error instanceof FrontageError) return error.code;
    throw error;
  }
  return assert.fail('the call succeeded');
}

const json =
  (status: number, body: string): RequestListener =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);

describe('a call to a subgraph', () => {
  it('goes to the unmodified path of its URL', async (context) => {
    const seen: (string | undefined)[] = [];
    const origin = await httpUpstream(context, (request, response) => {
      seen.push(request.url);
      response.end('{"data":{}}');
    });
    for (const path of ['', '/', '/graphql/', '/graphql?tenant=a']) {
      const subgraphs = [upstreamOptions('a', `${origin}${path}`)];
      const upstreams = upstreamsOf({ subgraphs, sources: [], subjectHeader: undefined });
      context.after(() => upstreams.close());
      await upstreams.fetchSubgraph('a', { query: '{ x }' }, requestContext());
    }
    assert.deepEqual(seen, ['/', '/', '/graphql/', '/graphql?tenant=a']);
  });

  it('sends the operation, the request id and the verified subject, and is counted', async (context) => {
    const seen: { url: string | undefined; headers: IncomingHttpHeaders; body: string }[] = [];
    const url = await httpUpstream(context, (request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        seen.push({ url: request.url, headers: request.headers, body });
        response.end('{"data":{"x":1}}');
      });
    });
    const called = requestContext({ principal: { subject: 'user-1', claims: {} } });
    const request = { query: '{ x }', operationName: 'X', variables: { y: 1 } };
    const result = await upstreamsAt(context, url).fetchSubgraph('a', request, called);
    assert.deepEqual(result, { data: { x: 1 }, isEscapeFree: true });
    assert.equal(seen[0]?.url, '/graphql');
    assert.deepEqual(JSON.parse(seen[0]?.body ?? ''), request);
    assert.equal(seen[0]?.headers['x-request-id'], 'test-request');
    assert.equal(seen[0]?.headers['x-auth-subject'], 'user-1');
    assert.equal(seen[0]?.headers['accept-encoding'], 'identity');
    assert.equal(called.scope.upstreamCalls, 1);
  });

  it('returns data together with errors, also with an error status', async (context) => {
    const url = await httpUpstream(
      context,
      json(500, '{"data":{"x":null},"errors":[{"message":"m","path":["x"]}]}'),
    );
    const result = await upstreamsAt(context, url).fetchSubgraph('a', { query: '{ x }' }, requestContext());
    assert.deepEqual(result, { data: { x: null }, errors: [{ message: 'm', path: ['x'] }] });
  });

  const failures: [string, RequestListener, ErrorCode][] = [
    ['an error status without a GraphQL response', json(503, 'sorry'), 'SUBGRAPH_HTTP_ERROR'],
    [
      'a redirect',
      (_request, response) => response.writeHead(302, { location: '/x' }).end(),
      'SUBGRAPH_HTTP_ERROR',
    ],
    ['broken JSON', json(200, '{"data":'), 'SUBGRAPH_INVALID_RESPONSE'],
    ['an empty body', json(200, ''), 'SUBGRAPH_INVALID_RESPONSE'],
    ['data that is no object', json(200, '{"data":[1]}'), 'SUBGRAPH_INVALID_RESPONSE'],
    ['errors that are no list', json(200, '{"data":{},"errors":{}}'), 'SUBGRAPH_INVALID_RESPONSE'],
    [
      'an error path that is no path',
      json(200, '{"errors":[{"message":"m","path":{}}]}'),
      'SUBGRAPH_INVALID_RESPONSE',
    ],
    ['neither data nor errors', json(200, '{}'), 'SUBGRAPH_INVALID_RESPONSE'],
    [
      'more bytes than allowed',
      json(200, `{"data":{"x":"${'y'.repeat(2000)}"}}`),
      'SUBGRAPH_RESPONSE_TOO_LARGE',
    ],
    [
      'a compressed body',
      (_request, response) => response.writeHead(200, { 'content-encoding': 'br' }).end('x'),
      'SUBGRAPH_INVALID_RESPONSE',
    ],
    ['silence', () => {}, 'SUBGRAPH_TIMEOUT'],
    [
      'a body that never ends',
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).write('{"da');
      },
      'SUBGRAPH_TIMEOUT',
    ],
    ['a reset', (request) => request.socket.resetAndDestroy(), 'SUBGRAPH_UNAVAILABLE'],
  ];
  for (const [name, listener, code] of failures) {
    it(`fails with ${code} on ${name}, and publishes the failure`, async (context) => {
      const failures: UpstreamFailed[] = [];
      context.after(upstreamFailed.subscribe((message) => failures.push(message)));
      const url = await httpUpstream(context, listener);
      const call = upstreamsAt(context, url).fetchSubgraph('a', { query: '{ x }' }, requestContext());
      assert.equal(await codeOf(call), code);
      assert.deepEqual(
        failures.map(({ upstream, code }) => [upstream, code]),
        [['a', code]],
      );
    });
  }

  it('fails with SUBGRAPH_UNAVAILABLE when nothing listens', async (context) => {
    const upstreams = upstreamsAt(context, await deadUpstream());
    const call = upstreams.fetchSubgraph('a', { query: '{ x }' }, requestContext());
    assert.equal(await codeOf(call), 'SUBGRAPH_UNAVAILABLE');
  });

  it('is not sent after the deadline', async (context) => {
    let calls = 0;
    const url = await httpUpstream(context, () => (calls += 1));
    const late = requestContext({ deadlineMs: performance.now() - 1 });
    const call = upstreamsAt(context, url).fetchSubgraph('a', { query: '{ x }' }, late);
    assert.equal(await codeOf(call), 'GATEWAY_TIMEOUT');
    assert.equal(calls, 0);
  });

  it('ends at the deadline if that is before its own timeout', async (context) => {
    const url = await httpUpstream(context, () => {});
    const short = requestContext({ deadlineMs: performance.now() + limits.timeoutMs / 3 });
    const call = upstreamsAt(context, url).fetchSubgraph('a', { query: '{ x }' }, short);
    assert.equal(await codeOf(call), 'GATEWAY_TIMEOUT');
  });

  it('sends the time until its own deadline, regardless of the caller', async (context) => {
    const seen: number[] = [];
    const url = await httpUpstream(context, ({ headers }, response) => {
      seen.push(Number(headers['x-time-left']));
      response.end('{"data":{}}');
    });
    const upstreams = upstreamsAt(context, url);
    await upstreams.fetchSubgraph('a', { query: '{ x }' }, requestContext());
    const soon = (): RequestContext => requestContext({ deadlineMs: performance.now() + 200 });
    await upstreams.fetchSubgraph('a', { query: '{ x }' }, soon());
    const headers = { 'x-time-left': '5000000' };
    await upstreams.fetchSource(id, { method: 'GET', path: '', headers }, soon());
    const [ownTimeout, ...untilDeadline] = seen;
    assert.equal(ownTimeout, limits.timeoutMs);
    assert.equal(untilDeadline.length, 2);
    for (const left of untilDeadline) assert.ok(Number.isInteger(left) && left > 0 && left <= 200, `${left}`);
  });

  it('is aborted when the client disconnects, and its socket is closed', async (context) => {
    const cancellation = new Cancellation();
    const sockets: Socket[] = [];
    const url = await httpUpstream(context, ({ socket }) => {
      sockets.push(socket);
      cancellation.cancel();
    });
    const scope = requestContext({ cancellation });
    const call = upstreamsAt(context, url).fetchSubgraph('a', { query: '{ x }' }, scope);
    assert.equal(await codeOf(call), 'SUBGRAPH_UNAVAILABLE');
    for (const socket of sockets) if (!socket.closed) await once(socket, 'close');
    assert.equal(sockets.length, 1);
  });
});

describe('a call to a source', () => {
  it('appends the path to the base URL and returns any status', async (context) => {
    const url = await httpUpstream(context, (request, response) =>
      response.writeHead(404, { 'x-a': ['1', '2'] }).end(`${request.method} ${request.url}`),
    );
    const request = { method: 'GET', path: '/v1/x?y=1', headers: {} } as const;
    const result = await upstreamsAt(context, url).fetchSource(id, request, requestContext());
    assert.equal(result.status, 404);
    assert.equal(result.headers['x-a'], '1, 2');
    assert.equal(result.body.toString(), 'GET /base/v1/x?y=1');
  });
});
