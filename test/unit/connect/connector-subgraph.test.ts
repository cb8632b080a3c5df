import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createConnectorSubgraph } from '../../../shared/connect/connector-subgraph.ts';
import { FrontageError } from '../../../shared/core/errors.ts';
import type { RequestContext } from '../../../shared/core/request-context.ts';
import type { SourceRequest, SourceResponse } from '../../../shared/core/upstream-calls.ts';
import { compileShop } from '../../support/connector-subgraphs.ts';
import { requestContext } from '../../support/request-context.ts';

type Answer = (request: SourceRequest) => Partial<Omit<SourceResponse, 'body'>> & { body?: unknown };

/** A subgraph whose source answers as told, in JSON unless headers say otherwise. */
function shop(typeDefs: string, answer: Answer, config?: Parameters<typeof compileShop>[1]) {
  const calls: SourceRequest[] = [];
  const source = 'extend schema @source(name: "api", http: { baseURL: "http://api.test" })';
  const definition = compileShop(`${typeDefs.includes('@source') ? '' : source} ${typeDefs}`, config);
  const subgraph = createConnectorSubgraph(definition, async (_id, request) => {
    calls.push(request);
    const { status = 200, headers = {}, body } = answer(request);
    const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
    return { status, headers, body: Buffer.from(text) };
  });
  const ask = async (
    query: string,
    variables: Record<string, unknown> = {},
    context: RequestContext = requestContext(),
  ) => JSON.parse(JSON.stringify(await subgraph.execute({ query, variables }, context)));
  return { calls, ask, subgraph, definition };
}

const item = (connect: string, more = ''): string => `
  type Query { item(id: ID!): Item @connect(source: "api", http: { GET: "/items/{$args.id}" }, ${connect}) }
  type Item { id: ID! name: String ${more} }`;

describe('values are fitted to their types', () => {
  const types = `
    type Query { all: All @connect(source: "api", http: { GET: "/" }, selection: "i f b s list deep id o { x }") }
    type All { i: Int f: Float b: Boolean s: String list: [Int] deep: [[String]] id: ID o: O }
    type O { x: Int }`;
  const selection = '{ all { i f b s list deep id o { x } } }';

  test('texts become numbers and booleans, one value becomes a list of one', async () => {
    const body = { i: '5', f: '1.5', b: 'true', s: 'x', list: '7', deep: 'y', id: 9, o: { x: '1' } };
    const { ask } = shop(types, () => ({ body }));
    const all = { i: 5, f: 1.5, b: true, s: 'x', list: [7], deep: [['y']], id: '9', o: { x: 1 } };
    assert.deepEqual(await ask(selection), { data: { all } });
  });

  test('null stays null, and what is missing is null', async () => {
    const { ask } = shop(types, () => ({ body: { list: null, deep: [null] } }));
    const all = { i: null, f: null, b: null, s: null, list: null, deep: [null], id: null, o: null };
    assert.deepEqual(await ask(selection), { data: { all } });
  });

  test('a misfit is null with an error that does not quote it', async () => {
    const { ask } = shop(types, () => ({ body: { i: 'secret', b: 'maybe', s: { a: 1 }, o: 'text' } }));
    const answer = await ask('{ all { i b s o { x } } }');
    assert.deepEqual(answer.data, { all: { i: null, b: null, s: null, o: null } });
    assert.deepEqual(answer.errors.map(({ path }: { path: string[] }) => path[1]).sort(), [
      'b',
      'i',
      'o',
      's',
    ]);
    for (const { message, extensions } of answer.errors) {
      assert.equal(message, 'An upstream answered with something that cannot be read.');
      assert.deepEqual(extensions, { code: 'SUBGRAPH_INVALID_RESPONSE' });
    }
  });

  test('keys named like prototypes are keys', async () => {
    const { ask } = shop(item('selection: "id name: constructor"'), () => ({
      body: '{"id": "__proto__", "constructor": "c", "__proto__": {"name": "p"}}',
    }));
    assert.deepEqual(await ask('{ item(id: "__proto__") { id name } }'), {
      data: { item: { id: '__proto__', name: 'c' } },
    });
  });
});

describe('a failure', () => {
  const query = '{ item(id: 1) { id name } }';

  for (const status of [404, 500, 302]) {
    test(`is a status of ${status}`, async () => {
      const { ask } = shop(item('selection: "id name"'), () => ({ status, body: { message: 'secret' } }));
      assert.deepEqual(await ask(query), {
        data: { item: null },
        errors: [
          {
            message: 'An upstream answered with an HTTP error.',
            path: ['item'],
            extensions: { code: 'SUBGRAPH_HTTP_ERROR' },
          },
        ],
      });
    });
  }

  test('says what the author maps', async () => {
    const errors = `errors: { message: "error.text", extensions: """
      code: error.code
      status: $status
      retryAfter: $response.headers.'retry-after'->first
    """ }`;
    const { ask } = shop(item(`selection: "id name", ${errors}`), () => ({
      status: 429,
      headers: { 'retry-after': '5' },
      body: { error: { text: 'Slow down.', code: 'TOO_MANY' } },
    }));
    assert.deepEqual((await ask(query)).errors, [
      {
        message: 'Slow down.',
        path: ['item'],
        extensions: { code: 'TOO_MANY', status: 429, retryAfter: '5' },
      },
    ]);
  });

  test('is what isSuccess says, the connector’s before the source’s', async () => {
    const source = `extend schema
      @source(name: "api", http: { baseURL: "http://api.test" }, isSuccess: "$.ok", errors: { message: "$.why" })`;
    const own = item('selection: "id name", isSuccess: "$status->in([200, 404])"');
    const answer: Answer = () => ({ status: 404, body: { ok: false, why: 'No.', id: 1, name: 'n' } });
    assert.deepEqual((await shop(source + own, answer).ask(query)).data, { item: { id: '1', name: 'n' } });
    const inherited = await shop(source + item('selection: "id name"'), answer).ask(query);
    assert.equal(inherited.errors[0].message, 'No.');
  });

  test('is a body that cannot be read', async () => {
    const { ask } = shop(item('selection: "id name"'), () => ({ body: '<html>' }));
    const { errors } = await ask(query);
    assert.equal(errors[0].extensions.code, 'SUBGRAPH_INVALID_RESPONSE');
  });

  test('of the fetch keeps its code', async () => {
    const { ask } = shop(item('selection: "id name"'), () => {
      throw new FrontageError('SUBGRAPH_TIMEOUT');
    });
    assert.deepEqual((await ask(query)).errors, [
      {
        message: 'An upstream did not answer in time.',
        path: ['item'],
        extensions: { code: 'SUBGRAPH_TIMEOUT' },
      },
    ]);
  });

  test('is a value that no path can carry; nothing is sent', async () => {
    const { ask, calls } = shop(item('selection: "id name"'), () => ({ body: {} }));
    const { errors } = await ask('{ item(id: "..") { id } }');
    assert.equal(errors[0].extensions.code, 'BAD_USER_INPUT');
    assert.equal(calls.length, 0);
  });
});

describe('a request', () => {
  test('is made of path, query, headers and body of connector and source', async () => {
    const { ask, calls, definition } = shop(
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
    const answer = await ask('mutation ($in: In!) { save(id: "a b", in: $in) }', {
      in: { name: 'n', tags: ['x', 'y&z'] },
    });
    assert.deepEqual(answer, { data: { save: 'yes' } });
    assert.deepEqual(calls, [
      {
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
      const { ask, calls } = shop(types, () => ({ body: 1 }));
      await ask('{ q }');
      assert.equal(calls[0]?.path, expected);
    });
  }

  test('cannot be given another header through a value', async () => {
    const types = `type Query { q(v: String): String
      @connect(source: "api", http: { GET: "/", headers: [{ name: "x-v", value: "{$args.v}" }] }, selection: "$") }`;
    const { ask, calls } = shop(types, () => ({ body: '"x"' }));
    const { errors } = await ask('query ($v: String) { q(v: $v) }', { v: 'a\r\nx-admin: 1' });
    assert.equal(errors[0].extensions.code, 'BAD_USER_INPUT');
    assert.equal(calls.length, 0);
  });

  test('without a source goes to the origin of its URL', async () => {
    const types = `type Query { q: String @connect(http: { GET: "https://other.test:8443/a" }, selection: "$") }`;
    const { ask, calls, definition } = shop(types, () => ({
      headers: { 'content-type': 'text/plain' },
      body: 'hi',
    }));
    assert.deepEqual(await ask('{ q }'), { data: { q: 'hi' } });
    assert.equal(calls[0]?.path, '/a');
    assert.deepEqual(definition.sources, [
      { id: { subgraph: 'shop', source: 'https://other.test:8443' }, baseURL: 'https://other.test:8443' },
    ]);
  });

  test('is made once however often it is read, but each time it writes', async () => {
    const types = `
      type Query { n(id: ID): Int @connect(source: "api", http: { GET: "/n/{$args.id}" }, selection: "$") }
      type Mutation { inc: Int @connect(source: "api", http: { POST: "/inc" }, selection: "$") }`;
    const { ask, calls } = shop(types, () => ({ body: 1 }));
    const context = requestContext();
    await ask('{ a: n(id: 1) b: n(id: 1) c: n(id: 2) }', {}, context);
    await ask('{ n(id: 1) }', {}, context);
    assert.equal(calls.length, 2);
    await ask('mutation { a: inc b: inc }', {}, context);
    assert.equal(calls.length, 4);
    await ask('{ n(id: 1) }', {}, context);
    assert.equal(calls.length, 5, 'what was read before the writes is read again');
    await ask('{ n(id: 1) }');
    assert.equal(calls.length, 6, 'another client request shares nothing');
  });
});

const entities =
  'query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Item { id name } } }';
const rep = (id: unknown) => ({ __typename: 'Item', id });

describe('entities', () => {
  const ping = 'type Query { ping: String @connect(source: "api", http: { GET: "/ping" }, selection: "$") }';
  const batched = `${ping} type Item @key(fields: "id") @connect(
    source: "api", http: { GET: "/items", queryParams: "id: $batch.id" }, batch: { maxSize: 2 },
    selection: "$.items { id name }"
  ) { id: ID! name: String }`;

  test('are asked for in chunks, each once, and matched by key', async () => {
    const { ask, calls } = shop(batched, ({ path }) => ({
      body: {
        items: [...path.matchAll(/id=(\d)/g)].map(([, id]) => ({ id: Number(id), name: `n${id}` })).reverse(),
      },
    }));
    const answer = await ask(entities, { r: [rep('1'), rep('2'), rep('1'), rep('3')] });
    assert.deepEqual(calls.map(({ path }) => path).sort(), ['/items?id=1&id=2', '/items?id=3']);
    assert.deepEqual(
      answer.data._entities.map(({ name }: { name: string }) => name),
      ['n1', 'n2', 'n1', 'n3'],
    );
  });

  test('are not asked for when the key is all that is wanted', async () => {
    const { ask, calls } = shop(batched, () => ({ body: {} }));
    const query = `query ($r: [_Any!]!, $more: Boolean!) {
      _entities(representations: $r) { ...F } } fragment F on Item { id name @include(if: $more) }`;
    const answer = await ask(query, { r: [rep('1')], more: false });
    assert.deepEqual(answer, { data: { _entities: [{ id: '1' }] } });
    assert.equal(calls.length, 0);
  });

  test('fail together when the answer is not a list', async () => {
    const { ask } = shop(batched, () => ({ body: { items: null } }));
    const answer = await ask(entities, { r: [rep('1'), rep('2')] });
    assert.deepEqual(answer.data._entities, [null, null]);
    assert.equal(answer.errors.length, 2);
    assert.equal(answer.errors[0].extensions.code, 'SUBGRAPH_INVALID_RESPONSE');
  });

  test('have a call each with $this, and null says that there is none', async () => {
    const types = `${ping} type Item @key(fields: "id") @connect(
      source: "api", http: { GET: "/items/{$this.id}" }, selection: "id name"
    ) { id: ID! name: String }`;
    const { ask, calls } = shop(types, ({ path }) => ({
      body: path === '/items/2' ? null : { id: 1, name: 'n' },
    }));
    const answer = await ask(entities, { r: [rep('1'), rep('2'), rep('1')] });
    assert.equal(calls.length, 2);
    assert.deepEqual(
      answer.data._entities.map((entity: { name: string } | null) => entity?.name),
      ['n', undefined, 'n'],
    );
    assert.equal(answer.errors, undefined);
  });

  test('come from a field of Query with entity: true, by key or by its own name', async () => {
    const types = `
      type Query { item(id: ID!): Item
        @connect(source: "api", http: { GET: "/items/{$args.id}" }, selection: "id name", entity: true) }
      type Item @key(fields: "id") { id: ID! name: String }`;
    const { ask, calls } = shop(types, () => ({ body: { id: 'a', name: 'n' } }));
    const byKey = await ask(entities, { r: [rep('a')] });
    assert.deepEqual(byKey.data._entities, [{ __typename: 'Item', id: 'a', name: 'n' }]);
    assert.deepEqual((await ask('{ item(id: "a") { name } }')).data, { item: { name: 'n' } });
    assert.deepEqual(
      calls.map(({ path }) => path),
      ['/items/a', '/items/a'],
    );
  });

  test('that a list only refers to are fetched in one batch', async () => {
    const types = `${batched.replace('maxSize: 2', 'maxSize: 50')} extend type Query {
      newest: [Item] @connect(source: "api", http: { GET: "/newest" }, selection: "id: $") }`;
    const { ask, calls } = shop(types, ({ path }) =>
      path === '/newest'
        ? { body: [1, 2, 3] }
        : { body: { items: [1, 2, 3].map((id) => ({ id, name: `n${id}` })) } },
    );
    const answer = await ask('{ newest { id name } }');
    assert.deepEqual(
      answer.data.newest.map(({ name }: { name: string }) => name),
      ['n1', 'n2', 'n3'],
    );
    assert.deepEqual(
      calls.map(({ path }) => path),
      ['/newest', '/items?id=1&id=2&id=3'],
    );
  });

  test('of a compound key are matched by all of it', async () => {
    const types = `${ping} type Item @key(fields: "org { id } no") @connect(
      source: "api", http: { POST: "/items", body: "keys: $batch { o: org.id no }" }, selection: "org { id } no name"
    ) { org: Org! no: Int! name: String } type Org { id: ID! }`;
    const { ask, calls } = shop(types, () => ({
      body: [
        { org: { id: 2 }, no: 1, name: 'two' },
        { org: { id: 1 }, no: 1, name: 'one' },
      ],
    }));
    const answer = await ask(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Item { name } } }',
      {
        r: ['1', '2'].map((id) => ({ __typename: 'Item', org: { id }, no: 1 })),
      },
    );
    assert.deepEqual(answer.data._entities, [{ name: 'one' }, { name: 'two' }]);
    assert.equal(calls[0]?.body, '{"keys":[{"o":"1","no":1},{"o":"2","no":1}]}');
  });
});

describe('an operation', () => {
  test('that does not fit the schema is the caller’s fault', async () => {
    const { subgraph } = shop(item('selection: "id name"'), () => ({}));
    for (const query of ['{ nope }', '{', 'query ($id: ID!) { item(id: $id) { id } }']) {
      await assert.rejects(
        subgraph.execute({ query }, requestContext()),
        (error) => error instanceof FrontageError && error.code === 'INTERNAL_SERVER_ERROR',
      );
    }
  });

  test('answers aliases, fragments and __typename', async () => {
    const { ask } = shop(item('selection: "id name"'), () => ({ body: { id: 1, name: 'n' } }));
    const query = `{ x: item(id: 1) { __typename ...F ... on Item { second: name @skip(if: true) } } }
      fragment F on Item { first: name }`;
    assert.deepEqual(await ask(query), { data: { x: { __typename: 'Item', first: 'n' } } });
  });
});
