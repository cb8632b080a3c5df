import assert from 'node:assert/strict';
import { json } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { httpUpstream } from '../support/http-upstream.ts';
import { sendQuery, valueAt } from '../support/send-query.ts';
import { type ServedSubgraph, serveGraph } from '../support/serve-graph.ts';

const federation = (imports: string): string =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: [${imports}])\n`;
const connectors = (url: string): string => `${federation('"@key", "@shareable"')}
  extend schema
    @link(url: "https://specs.apollo.dev/connect/v0.3", import: ["@connect", "@source"])
    @source(name: "store", http: { baseURL: "${url}" })\n`;

interface Store {
  readonly url: string;
  /** The reads and writes, in order. */
  readonly log: string[];
}

/** A total that each write increases: as a REST service, and as several GraphQL subgraphs. */
async function store(context: TestContext): Promise<Store> {
  const log: string[] = [];
  let total = 0;
  const read = (): number => {
    log.push('read');
    return total;
  };
  const write = (name: string): void => {
    log.push(name);
    total += 1;
  };
  const url = await httpUpstream(context, async (request, response) => {
    response.setHeader('content-type', 'application/json');
    const { url: path = '', method } = request;
    if (method === 'GET') {
      response.end(JSON.stringify({ total: read() }));
      return;
    }
    if (path.startsWith('/raise/')) {
      request.resume();
      write(path.slice('/raise/'.length));
      response.end('{"id":"1"}');
      return;
    }
    const body = await json(request);
    const query = String(valueAt(body, 'query'));
    if (query.includes('_entities')) {
      const representations = valueAt(body, 'variables.representations');
      const count = Array.isArray(representations) ? representations.length : 0;
      const entity = { __typename: 'Cart', total: read() };
      response.end(JSON.stringify({ data: { _entities: Array(count).fill(entity) } }));
      return;
    }
    const names = (query.match(/\b[ab]\b(?=\s*\{)/g) ?? []).map(String);
    for (const name of names) write(name);
    const data = Object.fromEntries(names.map((name) => [name, { __typename: 'Cart', id: '1' }]));
    response.end(JSON.stringify({ data }));
  });
  return { url, log };
}

const graphqlWrites = (name: string, url: string, fields: string): ServedSubgraph => ({
  name,
  url: `${url}/${name}`,
  sdl: `${federation('"@key", "@shareable"')}
    type Query { ${name}: Int }
    type Mutation { ${fields} }
    type Cart @key(fields: "id") { id: ID! @shareable }`,
});

const graphqlTotal = (url: string): ServedSubgraph => ({
  name: 'totals',
  url: `${url}/totals`,
  sdl: `${federation('"@key", "@shareable"')}
    type Query { totals: Int }
    type Cart @key(fields: "id") { id: ID! @shareable total: Int }`,
});

const total = `total: Int
  @connect(source: "store", http: { GET: "/totals/{$this.id}" }, selection: "$.total", entity: false)`;

const connectorTotal = (url: string): ServedSubgraph => ({
  name: 'totals',
  sdl: `${connectors(url)}
    type Query { totals: Int @connect(source: "store", http: { GET: "/totals" }, selection: "$.total") }
    type Cart @key(fields: "id") { id: ID! @shareable ${total} }`,
});

const connectorWrite = (name: string, url: string): ServedSubgraph => ({
  name: `connected-${name}`,
  sdl: `${connectors(url)}
    type Query { connected_${name}: Int @connect(source: "store", http: { GET: "/totals" }, selection: "$.total") }
    type Mutation { ${name}: Cart @connect(source: "store", http: { POST: "/raise/${name}" }, selection: "id") }
    type Cart @key(fields: "id") { id: ID! @shareable }`,
});

const connectorWrites = (url: string, more = ''): ServedSubgraph => ({
  name: 'carts',
  sdl: `${connectors(url)}
    type Query { carts: Int @connect(source: "store", http: { GET: "/totals" }, selection: "$.total") }
    type Mutation {
      a: Cart @connect(source: "store", http: { POST: "/raise/a" }, selection: "id")
      b: Cart @connect(source: "store", http: { POST: "/raise/b" }, selection: "id")
    }
    type Cart @key(fields: "id") { id: ID! @shareable ${more} }`,
});

const document = 'mutation { a { id total } b { id total } }';
const totals = (body: unknown): unknown[] => [valueAt(body, 'data.a.total'), valueAt(body, 'data.b.total')];

const graphqlWriteA = (url: string): ServedSubgraph => graphqlWrites('x', url, 'a: Cart');
const graphqlWriteB = (url: string): ServedSubgraph => graphqlWrites('z', url, 'b: Cart');

for (const [deadline, settings] of [
  ['without a soft deadline', {}],
  ['with a soft deadline', { degradation: { softDeadline: '5s' } }],
] as const) {
  describe(`a mutation ${deadline}`, () => {
    for (const [kind, totalOf] of [
      ['a subgraph', graphqlTotal],
      ['a connector', connectorTotal],
    ] as const) {
      for (const [writers, a, b] of [
        ['GraphQL subgraphs', graphqlWriteA, graphqlWriteB],
        [
          'connector subgraphs',
          (url: string) => connectorWrite('a', url),
          (url: string) => connectorWrite('b', url),
        ],
        ['a GraphQL subgraph and a connector', graphqlWriteA, (url: string) => connectorWrite('b', url)],
        ['a connector and a GraphQL subgraph', (url: string) => connectorWrite('a', url), graphqlWriteB],
      ] as const) {
        it(`reads from ${kind} again after each write of ${writers}`, async (context) => {
          const { url, log } = await store(context);
          const served = await serveGraph(context, [a(url), b(url), totalOf(url)], settings);
          const { body } = await sendQuery(served, document);
          assert.deepEqual(log, ['a', 'read', 'b', 'read']);
          assert.deepEqual(totals(body), [1, 2], JSON.stringify(body));
        });
      }

      it(`reads from ${kind} after both writes of one GraphQL subgraph`, async (context) => {
        const { url, log } = await store(context);
        const graph = [graphqlWrites('x', url, 'a: Cart b: Cart'), totalOf(url)];
        const { body } = await sendQuery(await serveGraph(context, graph, settings), document);
        assert.deepEqual(log.slice(0, 2), ['a', 'b']);
        assert.deepEqual(totals(body), [2, 2], JSON.stringify(body));
      });

      it(`reads from ${kind} after both writes of one connector subgraph`, async (context) => {
        const { url, log } = await store(context);
        const graph = [connectorWrites(url), totalOf(url)];
        const { body } = await sendQuery(await serveGraph(context, graph, settings), document);
        assert.deepEqual(log.slice(0, 2), ['a', 'b']);
        assert.deepEqual(totals(body), [2, 2], JSON.stringify(body));
      });
    }

    it('reads again after each write where one connector subgraph writes and reads', async (context) => {
      const { url, log } = await store(context);
      const served = await serveGraph(context, [connectorWrites(url, total)], settings);
      const { body } = await sendQuery(served, document);
      assert.deepEqual(log, ['a', 'read', 'b', 'read']);
      assert.deepEqual(totals(body), [1, 2], JSON.stringify(body));
    });

    it('shares equal reads of a query', async (context) => {
      const { url, log } = await store(context);
      const read = `Int @connect(source: "store", http: { GET: "/totals" }, selection: "$.total")`;
      const sdl = `${connectors(url)} type Query { one: ${read} two: ${read} }`;
      const { body } = await sendQuery(
        await serveGraph(context, [{ name: 'reads', sdl }], settings),
        '{ one two }',
      );
      assert.deepEqual(valueAt(body, 'data'), { one: 0, two: 0 });
      assert.deepEqual(log, ['read']);
    });
  });
}
