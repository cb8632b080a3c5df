import assert from 'node:assert/strict';
import { json } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { httpUpstream } from '../support/http-upstream.ts';
import { sendQuery, valueAt } from '../support/send-query.ts';
import { serveGraph } from '../support/serve-graph.ts';

const fields = 'find(text: String): String other: String';

interface Served {
  readonly url: string;
  /** The requests that reached an upstream. */
  calls: number;
  /** The upstream's reaction to a text of more than ten characters. */
  refuse: 'status' | 'break off' | 'reset' | 'error';
  status: number;
}

/** A subgraph `find` and a connector `search` that do not accept long texts. */
async function serve(context: TestContext, settings: Record<string, unknown> = {}): Promise<Served> {
  const upstream = await httpUpstream(context, async (request, response) => {
    served.calls += 1;
    response.setHeader('content-type', 'application/json');
    const isGet = request.method === 'GET';
    const isLong = isGet
      ? (request.url ?? '').length > 40
      : JSON.stringify(valueAt(await json(request), 'variables') ?? '').length > 40;
    const data = isGet ? { text: 'found' } : { data: { find: 'found' } };
    if (!isLong) response.end(JSON.stringify(data));
    else if (served.refuse === 'reset') request.socket.resetAndDestroy();
    else if (served.refuse === 'error') {
      const extensions = { code: 'BAD_USER_INPUT' };
      response.end(JSON.stringify({ data: null, errors: [{ message: 'too long', extensions }] }));
    } else if (served.refuse === 'status') response.writeHead(served.status).end('no');
    else {
      response.writeHead(served.status, { 'content-length': '1000' }).write('no');
      setTimeout(() => request.socket.resetAndDestroy(), 1);
    }
  });
  const url = await serveGraph(
    context,
    [
      { name: 'graph', url: upstream, sdl: `type Query { ${fields} }` },
      {
        name: 'rest',
        sdl: `extend schema
            @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])
            @link(url: "https://specs.apollo.dev/connect/v0.3", import: ["@connect", "@source"])
            @source(name: "rest", http: { baseURL: "${upstream}" })
          type Query {
            search(text: String): String
              @connect(source: "rest", http: { GET: "/search?q={$args.text}" }, selection: "$.text")
          }`,
      },
    ],
    { upstreams: { all: { retry: { attempts: 1 }, breaker: { minimumCalls: 5 } } }, ...settings },
  );
  const served: Served = { url, calls: 0, refuse: 'status', status: 400 };
  return served;
}

const operations = {
  find: 'query ($text: String) { value: find(text: $text) }',
  search: 'query ($text: String) { value: search(text: $text) }',
};

describe('client input that an upstream rejects', () => {
  it('input that an upstream rejects does not block other clients', async (context) => {
    const served = await serve(context);
    for (const query of Object.values(operations)) {
      for (const refuse of ['status', 'break off', 'error'] as const) {
        for (const status of [400, 404, 413, 414, 422, 431]) {
          Object.assign(served, { refuse, status });
          for (let count = 0; count < 6; count++) {
            const { codes } = await sendQuery(served.url, query, {
              variables: { text: `${count}${'q'.repeat(60)}` },
            });
            assert.notEqual(codes[0], 'SUBGRAPH_CIRCUIT_OPEN');
          }
        }
      }
      const { body } = await sendQuery(served.url, query, { variables: { text: 'q' } });
      assert.equal(valueAt(body, 'data.value'), 'found');
    }
  });

  it('input that makes a URL too long is not sent', async (context) => {
    const served = await serve(context);
    for (let count = 0; count < 20; count++) {
      const variables = { text: `${count}${'q'.repeat(20_000)}` };
      const { codes, status } = await sendQuery(served.url, operations.search, { variables });
      assert.deepEqual([status, codes], [200, ['BAD_USER_INPUT']]);
    }
    assert.equal(served.calls, 0);
    const { body } = await sendQuery(served.url, operations.search, { variables: { text: 'q' } });
    assert.equal(valueAt(body, 'data.value'), 'found');
  });

  it('an upstream that closes the connection on a long request is not blamed for it', async (context) => {
    const served = await serve(context);
    served.refuse = 'reset';
    for (let count = 0; count < 12; count++) {
      const variables = { text: `${count}${'q'.repeat(100_000)}` };
      const { codes } = await sendQuery(served.url, operations.find, { variables });
      assert.deepEqual(codes, ['SUBGRAPH_UNAVAILABLE']);
    }
    // Once each: the possible cause, an excessive length, does not change.
    assert.equal(served.calls, 12);
    const { body } = await sendQuery(served.url, operations.find, { variables: { text: 'q' } });
    assert.equal(valueAt(body, 'data.value'), 'found');
  });

  it('input that makes the forwarded headers too long is not sent', async (context) => {
    const served = await serve(context, {
      headers: { all: { request: [{ propagate: { matching: 'x-tag.*' } }] } },
      upstreams: { all: { maxHeaders: '2KB' } },
    });
    const headers = { 'x-tag': 'q'.repeat(4000) };
    const { codes } = await sendQuery(served.url, '{ other }', { headers });
    assert.deepEqual(codes, ['BAD_USER_INPUT']);
    assert.equal(served.calls, 0);
  });
});
