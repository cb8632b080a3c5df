import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FrontageError } from '../../../shared/core/errors.ts';
import { item, shop } from '../../support/connector-shop.ts';
import { requestContext } from '../../support/request-context.ts';

const entities =
  'query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Item { id name } } }';
const rep = (id: unknown) => ({ __typename: 'Item', id });

describe('entities', () => {
  const ping = 'type Query { ping: String @connect(source: "api", http: { GET: "/ping" }, selection: "$") }';
  const batched = `${ping} type Item @key(fields: "id") @connect(
    source: "api", http: { GET: "/items", queryParams: "id: $batch.id" }, batch: { maxSize: 2 },
    selection: "$.items { id name }"
  ) { id: ID! name: String }`;

  test('are requested once each, in batches of maxSize, and matched by key', async () => {
    const { sendQuery, calls } = shop(batched, ({ path }) => ({
      body: {
        items: [...path.matchAll(/id=(\d)/g)].map(([, id]) => ({ id: Number(id), name: `n${id}` })).reverse(),
      },
    }));
    const result = await sendQuery(entities, { r: [rep('1'), rep('2'), rep('1'), rep('3')] });
    assert.deepEqual(calls.map(({ path }) => path).sort(), ['/items?id=1&id=2', '/items?id=3']);
    assert.deepEqual(
      result.data._entities.map(({ name }: { name: string }) => name),
      ['n1', 'n2', 'n1', 'n3'],
    );
  });

  test('are not requested if only key fields are selected', async () => {
    const { sendQuery, calls } = shop(batched, () => ({ body: {} }));
    const query = `query ($r: [_Any!]!, $more: Boolean!) {
      _entities(representations: $r) { ...F } } fragment F on Item { id name @include(if: $more) }`;
    const result = await sendQuery(query, { r: [rep('1')], more: false });
    assert.deepEqual(result, { data: { _entities: [{ id: '1' }] } });
    assert.equal(calls.length, 0);
  });

  test('all fail if the response to a batch is not a list', async () => {
    const { sendQuery } = shop(batched, () => ({ body: { items: null } }));
    const result = await sendQuery(entities, { r: [rep('1'), rep('2')] });
    assert.deepEqual(result.data._entities, [null, null]);
    assert.equal(result.errors.length, 2);
    assert.equal(result.errors[0].extensions.code, 'SUBGRAPH_INVALID_RESPONSE');
  });

  test('are requested one by one with $this, and are null if the response is null', async () => {
    const types = `${ping} type Item @key(fields: "id") @connect(
      source: "api", http: { GET: "/items/{$this.id}" }, selection: "id name"
    ) { id: ID! name: String }`;
    const { sendQuery, calls } = shop(types, ({ path }) => ({
      body: path === '/items/2' ? null : { id: 1, name: 'n' },
    }));
    const result = await sendQuery(entities, { r: [rep('1'), rep('2'), rep('1')] });
    assert.equal(calls.length, 2);
    assert.deepEqual(
      result.data._entities.map((entity: { name: string } | null) => entity?.name),
      ['n', undefined, 'n'],
    );
    assert.equal(result.errors, undefined);
  });

  test('are loaded by key through a field of Query with entity: true', async () => {
    const types = `
      type Query { item(id: ID!): Item
        @connect(source: "api", http: { GET: "/items/{$args.id}" }, selection: "id name", entity: true) }
      type Item @key(fields: "id") { id: ID! name: String }`;
    const { sendQuery, calls } = shop(types, () => ({ body: { id: 'a', name: 'n' } }));
    const byKey = await sendQuery(entities, { r: [rep('a')] });
    assert.deepEqual(byKey.data._entities, [{ __typename: 'Item', id: 'a', name: 'n' }]);
    assert.deepEqual((await sendQuery('{ item(id: "a") { name } }')).data, { item: { name: 'n' } });
    assert.deepEqual(
      calls.map(({ path }) => path),
      ['/items/a', '/items/a'],
    );
  });

  test('are fetched in one batch if a list contains only their keys', async () => {
    const types = `${batched.replace('maxSize: 2', 'maxSize: 50')} extend type Query {
      newest: [Item] @connect(source: "api", http: { GET: "/newest" }, selection: "id: $") }`;
    const { sendQuery, calls } = shop(types, ({ path }) =>
      path === '/newest'
        ? { body: [1, 2, 3] }
        : { body: { items: [1, 2, 3].map((id) => ({ id, name: `n${id}` })) } },
    );
    const result = await sendQuery('{ newest { id name } }');
    assert.deepEqual(
      result.data.newest.map(({ name }: { name: string }) => name),
      ['n1', 'n2', 'n3'],
    );
    assert.deepEqual(
      calls.map(({ path }) => path),
      ['/newest', '/items?id=1&id=2&id=3'],
    );
  });

  test('are matched by all fields of a compound key', async () => {
    const types = `${ping} type Item @key(fields: "org { id } no") @connect(
      source: "api", http: { POST: "/items", body: "keys: $batch { o: org.id no }" }, selection: "org { id } no name"
    ) { org: Org! no: Int! name: String } type Org { id: ID! }`;
    const { sendQuery, calls } = shop(types, () => ({
      body: [
        { org: { id: 2 }, no: 1, name: 'two' },
        { org: { id: 1 }, no: 1, name: 'one' },
      ],
    }));
    const result = await sendQuery(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Item { name } } }',
      {
        r: ['1', '2'].map((id) => ({ __typename: 'Item', org: { id }, no: 1 })),
      },
    );
    assert.deepEqual(result.data._entities, [{ name: 'one' }, { name: 'two' }]);
    assert.equal(calls[0]?.body, '{"keys":[{"o":"1","no":1},{"o":"2","no":1}]}');
  });
});

describe('an operation', () => {
  test('rejects with INTERNAL_SERVER_ERROR if it is not valid for the schema', async () => {
    const { subgraph } = shop(item('selection: "id name"'), () => ({}));
    for (const query of ['{ nope }', '{', 'query ($id: ID!) { item(id: $id) { id } }']) {
      await assert.rejects(
        subgraph.execute({ query }, requestContext()),
        (error) => error instanceof FrontageError && error.code === 'INTERNAL_SERVER_ERROR',
      );
    }
  });

  test('may have aliases, fragments and __typename', async () => {
    const { sendQuery } = shop(item('selection: "id name"'), () => ({ body: { id: 1, name: 'n' } }));
    const query = `{ x: item(id: 1) { __typename ...F ... on Item { second: name @skip(if: true) } } }
      fragment F on Item { first: name }`;
    assert.deepEqual(await sendQuery(query), { data: { x: { __typename: 'Item', first: 'n' } } });
  });
});
