import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { httpUpstream } from '../support/http-upstream.ts';
import { listAt, sendQuery, valueAt } from '../support/send-query.ts';
import { serveGraph } from '../support/serve-graph.ts';

interface Served {
  readonly url: string;
  response: string;
  contentType: string;
}

/** A graph of a GraphQL subgraph and a connector; both return the same text. */
async function serve(context: TestContext): Promise<Served> {
  const upstream = await httpUpstream(context, (_request, response) => {
    response.setHeader('content-type', served.contentType).end(served.response);
  });
  const url = await serveGraph(context, [
    {
      name: 'hostile',
      url: upstream,
      sdl: 'type Query { things: [Thing] } type Thing { id: ID name: String }',
    },
    {
      name: 'rest',
      sdl: `extend schema
          @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])
          @link(url: "https://specs.apollo.dev/connect/v0.3", import: ["@connect", "@source"])
          @source(name: "rest", http: { baseURL: "${upstream}" })
        type Query {
          items: [Item] @connect(source: "rest", http: { GET: "/items" }, selection: "$.data.things { id }")
          root: String @connect(source: "rest", http: { GET: "/root" }, selection: "$.r.a->first")
        }
        type Item { id: ID }`,
    },
  ]);
  const served: Served = { url, response: '', contentType: 'application/json' };
  return served;
}

const list = (item: (index: number) => string, count: number): string =>
  Array.from({ length: count }, (_, index) => item(index)).join(',');
const things = (items: string): string => `{"data":{"things":[${items}]}}`;

describe('a response of very many values', () => {
  it('a response of very many values is not parsed, from a subgraph or a REST source', async (context) => {
    const served = await serve(context);
    for (const [name, response] of [
      ['empty objects', things(list(() => '{}', 200_000))],
      ['empty lists', things(list(() => '[]', 200_000))],
      ['numbers', things(list(() => '1', 200_000))],
      ['one object of many keys', things(`{${list((index) => `"k${index}":1`, 200_000)}}`)],
      ['many errors', `{"data":null,"errors":[${list(() => '{"message":"x"}', 200_000)}]}`],
    ] as const) {
      served.response = response;
      for (const query of ['{ things { id } }', '{ items { id } }']) {
        const { status, codes } = await sendQuery(served.url, query);
        assert.deepEqual([status, codes], [200, ['SUBGRAPH_RESPONSE_TOO_LARGE']], `${name}: ${query}`);
      }
    }
  });

  it('a response of thousands of entities is served', async (context) => {
    const served = await serve(context);
    served.response = things(list((index) => `{"id":"${index}","name":"thing, [${index}]"}`, 20_000));
    const { body } = await sendQuery(served.url, '{ things { id name } }');
    assert.equal(listAt(body, 'data.things').length, 20_000);
    assert.equal(valueAt(body, 'errors'), undefined);
  });

  it('an XML response of very many values is not parsed', async (context) => {
    const served = await serve(context);
    served.contentType = 'application/xml';
    const count = 50_000;
    for (const [name, response] of [
      ['elements', `<r>${'<a/>'.repeat(count)}</r>`],
      ['attributes', `<r ${list((index) => `k${index}="1"`, count).replaceAll(',', ' ')}/>`],
      ['spaced attributes', `<r ${list((index) => `k${index} = '1'`, count).replaceAll(',', ' ')}/>`],
      ['entities', `<r>${'&amp;'.repeat(count)}</r>`],
      ['comments', `<r>${'<!--x-->'.repeat(count)}</r>`],
      ['characters', `<r>${'x'.repeat(2_000_000)}</r>`],
    ] as const) {
      served.response = response;
      const { status, codes } = await sendQuery(served.url, '{ root }');
      assert.deepEqual([status, codes], [200, ['SUBGRAPH_RESPONSE_TOO_LARGE']], name);
    }
  });
});
