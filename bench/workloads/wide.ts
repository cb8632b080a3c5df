import { entitiesCall } from './entities-call.ts';
import { randomInts } from './random-ints.ts';
import { representations } from './representations.ts';
import type { GraphWorkload, Subgraph } from './workload.ts';

const seed = 11;
const itemCount = 200;

/** Five fields each; the first subgraph lists the items. */
const fieldsBySubgraph = {
  catalog: ['title', 'brand', 'colour', 'size', 'rank'],
  pricing: ['amount', 'currency', 'discount', 'tax', 'total'],
  stock: ['quantity', 'warehouse', 'aisle', 'reserved', 'restockDays'],
  ratings: ['average', 'count', 'best', 'worst', 'trend'],
} as const;

/** Every second field, so that both kinds of value occur. */
export const numbers = new Set<string>(
  Object.values(fieldsBySubgraph).flatMap((fields) => fields.filter((_, index) => index % 2 === 1)),
);

type Item = Readonly<Record<string, string | number>>;

/** 200 entities, each with twenty fields from four subgraphs. */
export function buildWideWorkload(): GraphWorkload {
  const items = buildItems();
  const all = Object.values(fieldsBySubgraph).flat().join(' ');
  const [first, ...rest] = Object.entries(fieldsBySubgraph).map(([subgraph, fields]) => ({
    subgraph,
    selection: fields.join(' '),
  }));
  return {
    kind: 'graph',
    number: 3,
    name: 'wide',
    operation: { query: `query Wide { items { id ${all} } }` },
    subgraphs: Object.entries(fieldsBySubgraph).map(([name, fields]) =>
      buildItemSubgraph(name, fields, items),
    ),
    floorWaves: [
      first === undefined ? [] : [{ subgraph: first.subgraph, query: `{ items { id ${first.selection} } }` }],
      rest.map(({ subgraph, selection }) =>
        entitiesCall(subgraph, `Item { ${selection} }`, representations('Item', items, 'id')),
      ),
    ],
  };
}

function buildItems(): readonly Item[] {
  const random = randomInts(seed);
  return Array.from({ length: itemCount }, (_, index) => ({
    id: `item-${index}`,
    ...Object.fromEntries(
      Object.values(fieldsBySubgraph)
        .flat()
        .map((field) => [field, numbers.has(field) ? random(0, 9999) : `${field} ${random(1000, 9999)}`]),
    ),
  }));
}

function buildItemSubgraph(name: string, fields: readonly string[], items: readonly Item[]): Subgraph {
  const byId = new Map<unknown, Item>(items.map((item) => [item['id'], item]));
  const declared = fields.map((field) => `${field}: ${numbers.has(field) ? 'Int' : 'String'}`).join(' ');
  const lists = name === 'catalog';
  return {
    name,
    typeDefs: `
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
      ${lists ? 'type Query { items: [Item!]! }' : ''}
      type Item @key(fields: "id") { id: ID! ${declared} }`,
    root: lists ? { items } : {},
    entities: { Item: ({ id }) => byId.get(id) },
  };
}
