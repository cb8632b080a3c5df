import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { loadSettings, publishClient } from '../../shared/index.ts';
import { composeSubgraphs } from '../conformance/harness/compose.ts';
import { deadUpstream, httpUpstream } from '../support/http-upstream.ts';
import { type GraphqlResponse, sendQuery, valueAt } from '../support/send-query.ts';
import { startBff } from '../support/start-bff.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const subgraphs = {
  shop: {
    sdl: `type Query { items: [Item!]! news: [String!]! }
          type Item @key(fields: "id") { id: ID! name: String! }`,
  },
  stock: {
    sdl: `type Query { places: [Place!]! } type Place { city: String! }
          type Item @key(fields: "id") { id: ID! left: Int! }`,
  },
  prices: {
    sdl: `extend schema
            @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])
            @link(url: "https://specs.apollo.dev/connect/v0.3", import: ["@connect", "@source"])
            @source(name: "prices", http: { baseURL: "http://prices.invalid" })
          type Item @key(fields: "id") {
            id: ID!
            price: Price! @connect(source: "prices", http: { GET: "/price/{$this.id}" }, selection: "amount")
            rebate: Price! @connect(source: "prices", http: { GET: "/rebate/{$this.id}" }, selection: "amount")
          }
          type Price { amount: Int! }`,
  },
};

interface Shop {
  readonly nullability: string;
  readonly engine: string;
}

/** A shop whose stock service is down, and whose source of prices knows no rebates; returns the response. */
async function queryShop(
  context: TestContext,
  { nullability, engine }: Shop,
  query: string,
): Promise<GraphqlResponse> {
  const items = [
    { __typename: 'Item', id: '1', name: 'one' },
    { __typename: 'Item', id: '2', name: 'two' },
  ];
  const shop = await httpUpstream(context, (_request, response) => {
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ data: { items, news: ['n'] } }));
  });
  const prices = await httpUpstream(context, ({ url }, response) => {
    if (url?.startsWith('/rebate')) response.writeHead(500).end();
    else response.setHeader('content-type', 'application/json').end('{"amount":5}');
  });
  const directory = temporaryFiles(context, {
    'supergraph.graphql': composeSubgraphs(subgraphs),
    'bff.yaml': `
client: shop
supergraph: supergraph.graphql
engine: ${engine}
introspection: true
listen: { port: 0 }
logs: { level: silent }
degradation: { nullability: ${nullability} }
upstreams:
  subgraphs: { shop: { url: "${shop}" }, stock: { url: "${await deadUpstream()}" } }
  sources: { prices: { url: "${prices}" } }
`,
  });
  const bff = await startBff(loadSettings(join(directory, 'bff.yaml')));
  context.after(() => bff.close());
  return sendQuery(`${bff.url}/graphql`, query);
}

describe('degradation.nullability', () => {
  for (const engine of ['native', 'reference']) {
    it(`strict: a field of a dead upstream nulls its parent objects (${engine})`, async (context) => {
      const { body } = await queryShop(
        context,
        { nullability: 'strict', engine },
        '{ items { id name left } }',
      );
      assert.equal(valueAt(body, 'data'), null);
    });

    it(`relaxed: a field of a dead upstream is null, and no other field (${engine})`, async (context) => {
      const { body, codes } = await queryShop(
        context,
        { nullability: 'relaxed', engine },
        '{ news items { id name left price { amount } rebate { amount } } places { city } }',
      );
      const item = { left: null, price: { amount: 5 }, rebate: null };
      assert.deepEqual(valueAt(body, 'data'), {
        news: ['n'],
        items: [
          { id: '1', name: 'one', ...item },
          { id: '2', name: 'two', ...item },
        ],
        places: null,
      });
      assert.ok(codes.includes('SUBGRAPH_UNAVAILABLE'));
    });

    it(`relaxed: introspection equals the published schema (${engine})`, async (context) => {
      const { body } = await queryShop(
        context,
        { nullability: 'relaxed', engine },
        '{ __type(name: "Item") { fields { name type { kind } } } }',
      );
      const fields = valueAt(body, 'data.__type.fields');
      assert.ok(Array.isArray(fields));
      const kinds = Object.fromEntries(
        fields.map((field) => [valueAt(field, 'name'), valueAt(field, 'type.kind')]),
      );
      assert.deepEqual(kinds, {
        id: 'NON_NULL',
        name: 'NON_NULL',
        left: 'SCALAR',
        price: 'OBJECT',
        rebate: 'OBJECT',
      });
    });
  }

  it('the published schema has the relaxed nullability', async (context) => {
    const publish = async (nullability: 'strict' | 'relaxed'): Promise<string> => {
      const directory = temporaryFiles(context, {
        'supergraph.graphql': composeSubgraphs(subgraphs),
        'bff.yaml': `{ supergraph: ./supergraph.graphql, degradation: { nullability: ${nullability} } }`,
      });
      const [published] = await publishClient(loadSettings(join(directory, 'bff.yaml')));
      return published?.sdl ?? '';
    };
    const strict = await publish('strict');
    const relaxed = await publish('relaxed');
    assert.match(strict, /^type Item \{/);
    assert.match(strict, /left: Int!\n/);
    assert.match(relaxed, /^# A field that comes from another upstream than its object is null when that/);
    assert.match(relaxed, /left: Int\n/);
    assert.match(relaxed, /name: String!\n/);
  });
});
