import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { composeServices } from '@apollo/composition';
import fc from 'fast-check';
import { parse, printSchema } from 'graphql';
import { budgetClient, loadSettings } from '../../shared/index.ts';
import { graph } from '../support/compiled-view.ts';
import { randomSubgraph } from '../support/random-graph.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { sendQuery, valueAt } from '../support/send-query.ts';
import { startBff } from '../support/start-bff.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const view = `
extend type Product {
  title: String @truncate(max: 10)
  description: String @strip @truncate(max: 20, at: GRAPHEME, ellipsis: "")
  rating: Float @round(digits: 1)
  picture: String @image(slot: CARD)
  reviews(first: Int): ReviewConnection @cap(default: 3, max: 5, arg: "first")
  clips: [Clip!] @cap(max: 2, mode: SLICE)
  moreClips: Boolean! @hasMore(of: "clips")
  authors: [String] @pluck(path: "reviews(first: 2).nodes.author.name")
  cost: String @from(path: "price.current") @format(as: CURRENCY)
}
extend enum StockStatus { LOW @rename(to: "NEARLY_OUT_OF_STOCK") }
`;
const operation = `
query Everything($n: Int) {
  product(id: 1) { ...Whole reviews(first: $n) { totalCount nodes { id text author { name } } } }
  few: product(id: 2) { reviews { nodes { id } } related(limit: 3) { ...Whole } }
  spotlight(first: 4) { __typename id title ... on Clip { seconds url } }
  shelf { ... on Product { ...Whole } ... on Clip { title } }
  search(term: "x", first: 3) { totalCount facets hits { score product { title } } }
  orders { status total currency lines { id } }
}
fragment Whole on Product {
  id title description rating picture clips { id seconds } moreClips authors cost createdAt
  stock { status quantity }
  price { discount }
}
`;
const list = 4;
const textBytes = 40;
/** Graphemes of at most four bytes each in JSON. */
const letters = ['a', 'é', '漢', '😀', '"', '\\\\', '\\n', '\n', '&amp;', '<b>', ' '];

function text(coordinate: string, type: string, random: () => number): string {
  if (coordinate === 'Money.currency') return 'USD';
  if (type === 'DateTime') return '2026-06-01T12:00:00.000Z';
  if (type === 'ID') return String(Math.floor(random() * 10 ** 12));
  if (coordinate === 'Product.picture') return `https://i.test/${'x'.repeat(Math.floor(random() * 26))}`;
  const isCut = coordinate === 'Product.title' || coordinate === 'Product.description';
  let made = '';
  for (let left = Math.floor(random() * 60); left > 0; left -= 1) {
    const longer = made + (letters[Math.floor(random() * letters.length)] ?? '');
    if (!isCut && Buffer.byteLength(JSON.stringify(longer)) - 2 > textBytes) break;
    made = longer;
  }
  return made;
}

function countObjects(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value).reduce<number>((sum, one) => sum + countObjects(one), 0);
  return Array.isArray(value) ? inner : inner + 1;
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Math.max(0, ...Object.values(value).map(depthOf));
  return Array.isArray(value) ? inner : inner + 1;
}

describe('the worst case of an operation', () => {
  it('responses of upstreams within the assumptions never exceed the worst case, and can reach it', async (context) => {
    const subgraph = await randomSubgraph(context, graph, { list, text });
    const { supergraphSdl, errors } = composeServices([
      { name: 'shop', url: subgraph.url, typeDefs: parse(printSchema(graph)) },
    ]);
    assert.equal(errors, undefined);
    const directory = temporaryFiles(context, {
      'graph.graphql': supergraphSdl ?? '',
      'view.graphql': view,
      'operations/everything.graphql': operation,
      'bff.yaml': JSON.stringify({
        supergraph: './graph.graphql',
        listen: { port: 0 },
        logs: { level: 'silent' },
        trustedDocuments: { directory: './operations' },
        view: { files: ['./view.graphql'], images: { slots: { CARD: { width: 320, height: 180 } } } },
        budgets: {
          assume: { list, text: textBytes, id: 12, grapheme: 4, scalars: { DateTime: 26 } },
        },
      }),
    });
    const settings = loadSettings(join(directory, 'bff.yaml'));
    const [budget] = await budgetClient(settings);
    assert.ok(budget);
    const { worst } = budget;
    const bff = await startBff(settings);
    context.after(() => bff.close());

    async function response(n: number | null): Promise<{ bytes: number; nodes: number; depth: number }> {
      const { body, text } = await sendQuery(`${bff.url}/graphql`, operation, { variables: { n } });
      assert.equal(valueAt(body, 'errors'), undefined, text);
      const data = valueAt(body, 'data');
      // `data` itself is neither a node nor a field.
      return { bytes: Buffer.byteLength(text), nodes: countObjects(data) - 1, depth: depthOf(data) };
    }

    subgraph.use(() => 1 - 2 ** -32, false);
    const most = await response(50);
    assert.deepEqual([most.nodes, most.depth], [worst.nodes, worst.depth]);
    assert.ok(most.bytes <= worst.bytes, `${most.bytes} bytes; expected at most ${worst.bytes}`);
    assert.ok(most.bytes * 3 > worst.bytes, `${most.bytes} bytes are far from ${worst.bytes}`);

    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.option(fc.integer({ min: 0, max: 60 })), async (seed, n) => {
        subgraph.use(seededRandom(seed), true);
        const { bytes, nodes, depth } = await response(n);
        assert.ok(bytes <= worst.bytes, `${bytes} bytes; expected at most ${worst.bytes}`);
        assert.ok(nodes <= worst.nodes, `${nodes} nodes; expected at most ${worst.nodes}`);
        assert.ok(depth <= worst.depth, `depth ${depth}; expected at most ${worst.depth}`);
      }),
      { numRuns: 200 },
    );
  });
});
