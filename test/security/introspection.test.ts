import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { buildSchema, getIntrospectionQuery, Kind, parse } from 'graphql';
import { readOperation } from '../../shared/core/graphql/read-operation.ts';
import { createIntrospection } from '../../shared/execute/introspect.ts';
import { deadUpstream } from '../support/http-upstream.ts';
import { sendQuery, valueAt } from '../support/send-query.ts';
import { serveGraph } from '../support/serve-graph.ts';

const sdl = `
  type Query { thing(kind: CanaryKind, input: CanaryInput): CanaryThing }
  type CanaryThing { canaryName: String }
  enum CanaryKind { CANARY_ONE CANARY_TWO }
  input CanaryInput { canaryKey: Int! }
`;

async function serve(context: TestContext, settings: Readonly<Record<string, unknown>>): Promise<string> {
  return serveGraph(context, [{ name: 'only', url: await deadUpstream(), sdl }], settings);
}

const engines = ['native', 'reference'];

describe('introspection', () => {
  it('introspection is disabled by default', async (context) => {
    for (const engine of engines) {
      const url = await serve(context, { engine });
      for (const query of [
        getIntrospectionQuery(),
        '{ __type(name: "Query") { name } }',
        'query A { __typename } query B { ...F } fragment F on Query { ... { x: __schema { description } } }',
      ]) {
        const { status, codes } = await sendQuery(url, query);
        assert.deepEqual([status, codes], [400, ['INTROSPECTION_DISABLED']], engine);
      }
      assert.deepEqual((await sendQuery(url, '{ __typename }')).codes, []);
    }
  });

  it('introspection is executed once in a request, and not recursively', async (context) => {
    for (const engine of engines) {
      const url = await serve(context, { engine, introspection: true });
      const aliases = (count: number, field: string): string =>
        Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');
      const schemas = aliases(2, '__schema { types { name } }');
      for (const query of [
        `{ ${schemas} }`,
        `{ ...F } fragment F on Query { ${schemas} }`,
        `{ ${aliases(11, '__type(name: "Query") { name }')} }`,
      ])
        assert.deepEqual((await sendQuery(url, query)).codes, ['MAX_INTROSPECTION_LIMIT'], query);
      const circle = `{ __schema { types { ${'fields { type { '.repeat(3)} name ${'} }'.repeat(3)} } } }`;
      assert.deepEqual((await sendQuery(url, circle)).codes, ['GRAPHQL_VALIDATION_FAILED']);
      const { body } = await sendQuery(url, getIntrospectionQuery());
      assert.equal(valueAt(body, 'data.__schema.queryType.name'), 'Query');
      const two = '{ __schema { queryType { name } } __type(name: "None") { name } }';
      const both = await sendQuery(url, two);
      assert.equal(both.text, '{"data":{"__schema":{"queryType":{"name":"Query"}},"__type":null}}');
    }
  });

  it('introspection is executed once for all operations with the same selection', () => {
    const schema = buildSchema(sdl);
    const introspect = createIntrospection(schema);
    const responseTo = (text: string, variables: Readonly<Record<string, unknown>> = {}): string | null => {
      const operation = readOperation(parse(text), undefined);
      const [field] = operation.definition.selectionSet.selections;
      assert.ok(field?.kind === Kind.FIELD);
      return introspect(operation, field, variables);
    };
    schema.description = 'first';
    assert.equal(responseTo('{ __schema { description } }'), '{"description":"first"}');
    schema.description = 'second';
    for (const same of [
      '{ __schema { description } }',
      'query Q($a: Int) { s: __schema { description } a: __typename @skip(if: $a) }',
    ])
      assert.equal(responseTo(same, { a: same.length }), '{"description":"first"}');
    assert.equal(responseTo('{ __schema { d: description } }'), '{"d":"second"}');
    const type = 'query ($name: String!) { __type(name: $name) { name } }';
    assert.equal(responseTo(type, { name: 'Query' }), '{"name":"Query"}');
    assert.equal(responseTo(type, { name: 'CanaryThing' }), '{"name":"CanaryThing"}');
    assert.equal(responseTo(type, { name: 'None' }), null);
  });
});

describe('errors while introspection is disabled', () => {
  it('an error names nothing of the schema that the client did not name', async (context) => {
    for (const engine of engines) {
      const url = await serve(context, { engine });
      for (const [query, variables] of [
        ['{ thing { canaryNam } }'],
        ['{ thing }'],
        ['{ thing { ... on Query { __typename } } }'],
        ['{ thing(kind: CANARY_ON) { __typename } }'],
        ['{ thing(input: {}) { __typename } }'],
        ['{ thing(input: { canaryKe: 1 }) { __typename } }'],
        ['{ thing(knd: 1) { __typename } }'],
        ['query ($i: CanaryInput) { thing(input: $i) { __typename } }', { i: { canaryKe: 1 } }],
        ['query ($k: CanaryKind) { thing(kind: $k) { __typename } }', { k: 'CANARY_ON' }],
      ] as const) {
        const options = variables === undefined ? {} : { variables };
        const { status, text } = await sendQuery(url, query, options);
        assert.equal(status, 400, query);
        assert.doesNotMatch(text, /Did you mean|canaryName|canaryKey|CanaryThing|CANARY_ONE/);
      }
    }
  });
});

describe('errors that quote client input', () => {
  it('errors that quote client input are short and few', async (context) => {
    for (const engine of engines) {
      const limits = { operation: { characters: 1_000_000, tokens: 100_000 } };
      const url = await serve(context, { engine, limits, introspection: true });
      const long = 'x'.repeat(100_000);
      const keys = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`k${index}`, 1]));
      for (const [query, variables] of [
        ['query ($i: CanaryInput) { thing(input: $i) { __typename } }', { i: keys }],
        ['query ($i: CanaryInput) { thing(input: $i) { __typename } }', { i: { canaryKey: long } }],
        ['query ($i: CanaryInput) { thing(input: $i) { __typename } }', { i: { [long]: 1 } }],
        [`{ thing(kind: "${long}") { __typename } }`],
        [`{ thing(${'kind: CANARY_ONE\n'.repeat(5_000)}) { __typename } }`],
        [`{ thing { canaryName } } "${long}"`],
        [`{ ${Array.from({ length: 15 }, (_, index) => `no${index}`).join(' ')} }`],
      ] as const) {
        const options = variables === undefined ? {} : { variables };
        const { status, text, codes } = await sendQuery(url, query, options);
        assert.equal(status, 400, query.slice(0, 80));
        assert.ok(codes.length <= 10 && text.length < 6_000, `${codes.length} ${text.length}`);
      }
      const { status, text } = await sendQuery(url, '{ __typename }', { headers: { accept: '*/*' } });
      assert.deepEqual([status, text], [200, '{"data":{"__typename":"Query"}}']);
      const named = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ __typename }', operationName: long }),
      });
      assert.equal(named.status, 400);
      assert.ok((await named.text()).length < 300);
    }
  });
});
