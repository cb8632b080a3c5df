import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FrontageError } from '../../../shared/core/errors.ts';
import { item, type RespondToSource, shop } from '../../support/connector-shop.ts';
import { requestContext } from '../../support/request-context.ts';

describe('coercion of values to their types', () => {
  const types = `
    type Query { all: All @connect(source: "api", http: { GET: "/" }, selection: "i f b s list deep id o { x }") }
    type All { i: Int f: Float b: Boolean s: String list: [Int] deep: [[String]] id: ID o: O }
    type O { x: Int }`;
  const selection = '{ all { i f b s list deep id o { x } } }';

  test('coerces strings to numbers and booleans, and a single value to a list of one', async () => {
    const body = { i: '5', f: '1.5', b: 'true', s: 'x', list: '7', deep: 'y', id: 9, o: { x: '1' } };
    const { sendQuery } = shop(types, () => ({ body }));
    const all = { i: 5, f: 1.5, b: true, s: 'x', list: [7], deep: [['y']], id: '9', o: { x: 1 } };
    assert.deepEqual(await sendQuery(selection), { data: { all } });
  });

  test('returns null for null and for missing keys', async () => {
    const { sendQuery } = shop(types, () => ({ body: { list: null, deep: [null] } }));
    const all = { i: null, f: null, b: null, s: null, list: null, deep: [null], id: null, o: null };
    assert.deepEqual(await sendQuery(selection), { data: { all } });
  });

  test('returns null for a mismatch, with an error that does not quote the value', async () => {
    const { sendQuery } = shop(types, () => ({ body: { i: 'secret', b: 'maybe', s: { a: 1 }, o: 'text' } }));
    const result = await sendQuery('{ all { i b s o { x } } }');
    assert.deepEqual(result.data, { all: { i: null, b: null, s: null, o: null } });
    assert.deepEqual(result.errors.map(({ path }: { path: string[] }) => path[1]).sort(), [
      'b',
      'i',
      'o',
      's',
    ]);
    for (const { message, extensions } of result.errors) {
      assert.equal(message, 'An upstream sent an invalid response.');
      assert.deepEqual(extensions, { code: 'SUBGRAPH_INVALID_RESPONSE' });
    }
  });

  test('treats keys named like prototype properties as ordinary keys', async () => {
    const { sendQuery } = shop(item('selection: "id name: constructor"'), () => ({
      body: '{"id": "__proto__", "constructor": "c", "__proto__": {"name": "p"}}',
    }));
    assert.deepEqual(await sendQuery('{ item(id: "__proto__") { id name } }'), {
      data: { item: { id: '__proto__', name: 'c' } },
    });
  });
});

describe('a failure', () => {
  const query = '{ item(id: 1) { id name } }';

  for (const status of [404, 500, 302]) {
    test(`is reported for status ${status} without quoting the response`, async () => {
      const { sendQuery } = shop(item('selection: "id name"'), () => ({
        status,
        body: { message: 'secret' },
      }));
      assert.deepEqual(await sendQuery(query), {
        data: { item: null },
        errors: [
          {
            message: 'An upstream responded with an HTTP error.',
            path: ['item'],
            extensions: { code: 'SUBGRAPH_HTTP_ERROR' },
          },
        ],
      });
    });
  }

  test('has the message and extensions that errors: maps', async () => {
    const errors = `errors: { message: "error.text", extensions: """
      code: error.code
      status: $status
      retryAfter: $response.headers.'retry-after'->first
    """ }`;
    const { sendQuery } = shop(item(`selection: "id name", ${errors}`), () => ({
      status: 429,
      headers: { 'retry-after': '5' },
      body: { error: { text: 'Slow down.', code: 'TOO_MANY' } },
    }));
    assert.deepEqual((await sendQuery(query)).errors, [
      {
        message: 'Slow down.',
        path: ['item'],
        extensions: { code: 'TOO_MANY', status: 429, retryAfter: '5' },
      },
    ]);
  });

  test('is decided by isSuccess, of the connector before that of the source', async () => {
    const source = `extend schema
      @source(name: "api", http: { baseURL: "http://api.test" }, isSuccess: "$.ok", errors: { message: "$.why" })`;
    const own = item('selection: "id name", isSuccess: "$status->in([200, 404])"');
    const respond: RespondToSource = () => ({
      status: 404,
      body: { ok: false, why: 'No.', id: 1, name: 'n' },
    });
    assert.deepEqual((await shop(source + own, respond).sendQuery(query)).data, {
      item: { id: '1', name: 'n' },
    });
    const inherited = await shop(source + item('selection: "id name"'), respond).sendQuery(query);
    assert.equal(inherited.errors[0].message, 'No.');
  });

  test('is reported for an unreadable body', async () => {
    const { sendQuery } = shop(item('selection: "id name"'), () => ({ body: '<html>' }));
    const { errors } = await sendQuery(query);
    assert.equal(errors[0].extensions.code, 'SUBGRAPH_INVALID_RESPONSE');
  });

  test('of fetchSource retains its code', async () => {
    const { sendQuery } = shop(item('selection: "id name"'), () => {
      throw new FrontageError('SUBGRAPH_TIMEOUT');
    });
    assert.deepEqual((await sendQuery(query)).errors, [
      {
        message: 'An upstream did not respond in time.',
        path: ['item'],
        extensions: { code: 'SUBGRAPH_TIMEOUT' },
      },
    ]);
  });

  test('is reported for a value that a path cannot contain, and nothing is sent', async () => {
    const { sendQuery, calls } = shop(item('selection: "id name"'), () => ({ body: {} }));
    const { errors } = await sendQuery('{ item(id: "..") { id } }');
    assert.equal(errors[0].extensions.code, 'BAD_USER_INPUT');
    assert.equal(calls.length, 0);
  });
});

describe('a request', () => {
  test('combines path, query, headers and body of connector and source', async () => {
    const { sendQuery, calls, definition } = shop(
      `extend schema @source(name: "api", http: {
        baseURL: "https://api.test/v1/?key=k"
        headers: [{ name: "X-Region", value: "{$config.region}" }, { name: "x-kept", value: "yes" }]
        path: "$(['tenants', $config.tenant])"
        queryParams: "lang: $config.lang"
      })
      input In { name: String!, tags: [String!] }
      type Query { ping: String @connect(source: "api", http: { GET: "/" }, selection: "$") }
      type Mutation {
        save(id: ID!, in: In!): String @connect(
          source: "api"
          http: {
            PUT: "/items/{$args.id}?v=2"
            path: "$(['tags'])"
            queryParams: "tag: $args.in.tags skip: $args.in.missing->first"
            headers: [{ name: "x-kept", value: "{$args.in.name} only" }]
            body: "$args.in { name labels: tags } fixed: $(1)"
          }
          selection: "$.saved"
        )
      }`.replace(' skip: $args.in.missing->first', ''),
      () => ({ body: { saved: 'yes' } }),
      new Map([['shop.api', { region: 'eu', tenant: 't/1', lang: null }]]),
    );
    assert.deepEqual(definition.sources, [
      { id: { subgraph: 'shop', source: 'api' }, baseURL: 'https://api.test/v1' },
    ]);
    const result = await sendQuery('mutation ($in: In!) { save(id: "a b", in: $in) }', {
      in: { name: 'n', tags: ['x', 'y&z'] },
    });
    assert.deepEqual(result, { data: { save: 'yes' } });
    assert.deepEqual(calls, [
      {
        coordinate: 'Mutation.save',
        method: 'PUT',
        path: '/tenants/t%2F1/items/a%20b/tags?key=k&v=2&tag=x&tag=y%26z',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          'x-region': 'eu',
          'x-kept': 'n only',
        },
        body: '{"name":"n","labels":["x","y&z"],"fixed":1}',
      },
    ]);
  });

  for (const [template, expected] of [
    ['', '/x'],
    ['/', '/x'],
    ['/a', '/a/x'],
    ['/a/', '/a/x'],
  ]) {
    test(`joins ${JSON.stringify(template)} and a path without doubling slashes`, async () => {
      const types = `type Query { q: Int
        @connect(source: "api", http: { GET: "${template}", path: "$(['x'])" }, selection: "$") }`;
      const { sendQuery, calls } = shop(types, () => ({ body: 1 }));
      await sendQuery('{ q }');
      assert.equal(calls[0]?.path, expected);
    });
  }

  test('is rejected if a value would inject another header', async () => {
    const types = `type Query { q(v: String): String
      @connect(source: "api", http: { GET: "/", headers: [{ name: "x-v", value: "{$args.v}" }] }, selection: "$") }`;
    const { sendQuery, calls } = shop(types, () => ({ body: '"x"' }));
    const { errors } = await sendQuery('query ($v: String) { q(v: $v) }', { v: 'a\r\nx-admin: 1' });
    assert.equal(errors[0].extensions.code, 'BAD_USER_INPUT');
    assert.equal(calls.length, 0);
  });

  test('is sent to the origin of its URL if the connector has no source', async () => {
    const types = `type Query { q: String @connect(http: { GET: "https://other.test:8443/a" }, selection: "$") }`;
    const { sendQuery, calls, definition } = shop(types, () => ({
      headers: { 'content-type': 'text/plain' },
      body: 'hi',
    }));
    assert.deepEqual(await sendQuery('{ q }'), { data: { q: 'hi' } });
    assert.equal(calls[0]?.path, '/a');
    assert.deepEqual(definition.sources, [
      { id: { subgraph: 'shop', source: 'https://other.test:8443' }, baseURL: 'https://other.test:8443' },
    ]);
  });

  test('is sent once for equal reads, but for every write', async () => {
    const types = `
      type Query { n(id: ID): Int @connect(source: "api", http: { GET: "/n/{$args.id}" }, selection: "$") }
      type Mutation { inc: Int @connect(source: "api", http: { POST: "/inc" }, selection: "$") }`;
    const { sendQuery, calls } = shop(types, () => ({ body: 1 }));
    const context = requestContext();
    await sendQuery('{ a: n(id: 1) b: n(id: 1) c: n(id: 2) }', {}, context);
    await sendQuery('{ n(id: 1) }', {}, context);
    assert.equal(calls.length, 2);
    await sendQuery('mutation { a: inc b: inc }', {}, context);
    assert.equal(calls.length, 4);
    await sendQuery('{ n(id: 1) }', {}, context);
    assert.equal(calls.length, 5, 'reads before the writes are repeated');
    await sendQuery('{ n(id: 1) }');
    assert.equal(calls.length, 6, 'another client request shares nothing');
  });
});
