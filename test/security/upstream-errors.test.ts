import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { upstreamEvent } from '../../shared/core/channels.ts';
import { errorTable } from '../../shared/index.ts';
import { httpUpstream } from '../support/http-upstream.ts';
import { listAt, sendQuery, valueAt } from '../support/send-query.ts';
import { serveGraph } from '../support/serve-graph.ts';

const sdl = 'type Query { text: String things: [Thing] } type Thing { id: ID name: String }';

interface Served {
  readonly url: string;
  /** Sets the response of the only subgraph. */
  response: unknown;
}

async function serve(
  context: TestContext,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<Served> {
  const upstream = await httpUpstream(context, (_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(served.response));
  });
  const url = await serveGraph(context, [{ name: 'hostile', url: upstream, sdl }], settings);
  const served: Served = { url, response: null };
  return served;
}

describe('the errors of a subgraph', () => {
  it('paths of subgraph errors are limited to the maximum depth of data', async (context) => {
    const served = await serve(context);
    for (const path of [Array(20_000).fill('a'), ['text', ...Array(20_000).fill('a')]]) {
      served.response = { data: { text: null }, errors: [{ message: 'x', path }] };
      const { body, status, text } = await sendQuery(served.url, '{ text }');
      assert.equal(status, 200);
      assert.equal(valueAt(body, 'data.text'), null);
      assert.equal(listAt(body, 'errors').length, 1);
      assert.ok(text.length < 1000, `${text.length} bytes`);
    }
  });

  it('at most a hundred subgraph errors are returned, and the log has the number of omitted ones', async (context) => {
    const dropped: number[] = [];
    context.after(
      upstreamEvent.subscribe((event) => {
        if (event.event === 'errors dropped') dropped.push(event.dropped);
      }),
    );
    const errors = Array.from({ length: 5000 }, (_, index) => ({
      message: 'x',
      path: ['things', index, 'name'],
    }));
    const things = errors.map((_, index) => ({ id: String(index), name: null }));
    const served = await serve(context);
    served.response = { data: { things }, errors };
    const { body, status } = await sendQuery(served.url, '{ things { id name } }');
    assert.equal(status, 200);
    assert.equal(listAt(body, 'data.things').length, 5000);
    assert.equal(listAt(body, 'errors').length, 100);
    assert.deepEqual(dropped, [4900]);
  });

  it('subgraph errors are short, with scalar extensions only', async (context) => {
    const message = 'm'.repeat(100_000);
    let deep: unknown = 1;
    for (let level = 0; level < 40; level++) deep = { deep };
    const wide = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [`k${index}`, message.slice(0, 50)]),
    );
    const served = await serve(context, { includeSubgraphErrors: { all: true } });
    served.response = { data: null, errors: [{ message, extensions: { ...wide, deep, code: 'OWN_CODE' } }] };
    const { body, text } = await sendQuery(served.url, '{ text }');
    assert.equal(valueAt(body, 'errors.0.extensions.code'), 'OWN_CODE');
    assert.ok(text.length < 5000, `${text.length} bytes`);
  });

  it("subgraph errors with codes of the gateway are not treated as the gateway's own", async (context) => {
    const passing = ['BAD_USER_INPUT', 'NOT_FOUND', 'BAD_REQUEST'];
    const reserved = Object.keys(errorTable).filter((code) => !passing.includes(code));
    const served = await serve(context);
    for (const code of reserved) {
      const extensions = { code, http: { status: 401 }, status: 401 };
      served.response = { data: null, errors: [{ message: 'x', extensions }] };
      const { body, status, headers } = await sendQuery(served.url, '{ text }');
      assert.equal(status, 200, code);
      assert.equal(headers.get('retry-after'), null);
      assert.equal(valueAt(body, 'errors.0.extensions.code'), 'DOWNSTREAM_SERVICE_ERROR', code);
      assert.equal(valueAt(body, 'errors.0.message'), errorTable.DOWNSTREAM_SERVICE_ERROR.message);
    }
  });

  it('the codes with which subgraphs refuse a caller, and their own codes, are passed on', async (context) => {
    const served = await serve(context);
    for (const code of ['UNAUTHENTICATED', 'FORBIDDEN', 'BAD_USER_INPUT', 'OUT_OF_STOCK']) {
      served.response = { data: null, errors: [{ message: 'x', extensions: { code } }] };
      const { body } = await sendQuery(served.url, '{ text }');
      assert.equal(valueAt(body, 'errors.0.extensions.code'), code);
    }
  });

  it('codes about a field are passed on without the message and status of the gateway', async (context) => {
    for (const [settings, message] of [
      [{}, errorTable.DOWNSTREAM_SERVICE_ERROR.message],
      [{ includeSubgraphErrors: { all: true } }, 'no such text'],
    ] as const) {
      const served = await serve(context, settings);
      for (const code of ['NOT_FOUND', 'BAD_REQUEST', 'CONFLICT']) {
        served.response = {
          data: { text: null },
          errors: [{ message: 'no such text', path: ['text'], extensions: { code } }],
        };
        const { body, status, headers } = await sendQuery(served.url, '{ text }');
        assert.equal(status, 200, code);
        assert.equal(headers.get('retry-after'), null);
        assert.equal(valueAt(body, 'data.text'), null);
        assert.equal(valueAt(body, 'errors.0.extensions.code'), code);
        assert.equal(valueAt(body, 'errors.0.message'), message, code);
      }
    }
  });

  it('values that do not match the schema are reported up to a hundred, and then counted', async (context) => {
    const served = await serve(context);
    const things = Array.from({ length: 300 }, (_, index) => ({ id: String(index), name: {} }));
    served.response = { data: { things } };
    const { body, codes } = await sendQuery(served.url, '{ things { id name } }');
    assert.equal(listAt(body, 'data.things').length, 300);
    assert.equal(codes.length, 101);
    assert.deepEqual(new Set(codes.slice(0, 100)), new Set(['RESPONSE_VALIDATION_FAILED']));
    assert.equal(codes[100], 'ERRORS_LEFT_OUT');
    assert.equal(valueAt(body, 'errors.100.message'), '200 more errors are left out.');
  });
});
