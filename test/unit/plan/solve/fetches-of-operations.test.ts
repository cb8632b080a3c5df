import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse, print } from 'graphql';
import { composeGraph, describeFetches, planOperation } from '../../../support/planned-graph.ts';

interface Graph {
  readonly name: string;
  readonly subgraphs: Readonly<Record<string, string>>;
  /** Operation → fetches. */
  readonly plans: readonly (readonly [operation: string, ...fetches: string[]])[];
}

const graphs: readonly Graph[] = [
  {
    name: 'entities with one key',
    subgraphs: {
      products: `
        type Query { products: [Product] best: Product }
        type Product @key(fields: "id") { id: ID! name: String }
      `,
      reviews: `
        type Query { latest: [Review] }
        type Product @key(fields: "id") { id: ID! reviews: [Review] stars: Int }
        type Review { text: String by: User }
        type User @key(fields: "id", resolvable: false) { id: ID! }
      `,
      accounts: `
        type Query { me: User }
        type Mutation { rename: User rate: User }
        type User @key(fields: "id") { id: ID! name: String }
      `,
      ratings: 'type Mutation { rateAgain: Int }',
    },
    plans: [
      ['{ products { name } }', 'products()'],
      ['{ products { id stars } }', 'products()', 'reviews(products.@) after products()'],
      ['{ products { name } me { name } }', 'products()', 'accounts()'],
      [
        '{ products { reviews { by { name } } } }',
        'products()',
        'reviews(products.@) after products()',
        'accounts(products.@.reviews.@.by) after reviews(products.@)',
      ],
      ['{ products { reviews { by { id } } } }', 'products()', 'reviews(products.@) after products()'],
      [
        '{ products { stars } best { stars } }',
        'products()',
        'reviews(products.@) after products()',
        'reviews(best) after products()',
      ],
      ['mutation { rename { name } rate { id } }', 'accounts()'],
      [
        'mutation { rename { name } rateAgain rate { id } }',
        'accounts()',
        'ratings() after accounts()',
        'accounts() after accounts(), ratings()',
      ],
    ],
  },
  {
    name: 'keys that a third subgraph has',
    subgraphs: {
      lists: 'type Query { items: [Item] } type Item @key(fields: "id") { id: ID! }',
      codes: 'type Item @key(fields: "id") @key(fields: "code") { id: ID! code: ID! }',
      prices: 'type Item @key(fields: "code") { code: ID! price: Int }',
    },
    plans: [
      [
        '{ items { price } }',
        'lists()',
        'codes(items.@) after lists()',
        'prices(items.@) after lists(), codes(items.@)',
      ],
    ],
  },
  {
    name: 'nested keys',
    subgraphs: {
      shops: `
        type Query { shops: [Shop] }
        type Shop @key(fields: "place { id }") { place: Place }
        type Place @key(fields: "id") { id: ID! }
      `,
      hours: `
        type Shop @key(fields: "place { id }") { place: Place opens: Int }
        type Place @key(fields: "id") { id: ID! street: String }
      `,
    },
    plans: [
      ['{ shops { opens } }', 'shops()', 'hours(shops.@) after shops()'],
      ['{ shops { place { street } } }', 'shops()', 'hours(shops.@) after shops()'],
    ],
  },
  {
    name: '@requires',
    subgraphs: {
      items: `
        type Query { items: [Item] }
        type Item @key(fields: "id") { id: ID! weight: Int }
      `,
      places: 'type Item @key(fields: "id") { id: ID! distance: Int }',
      costs: `
        type Item @key(fields: "id") {
          id: ID! weight: Int @external distance: Int @external
          handling: Int @requires(fields: "weight") shipping: Int @requires(fields: "weight distance") stock: Int
        }
      `,
      taxes:
        'type Item @key(fields: "id") { id: ID! shipping: Int @external tax: Int @requires(fields: "shipping") }',
    },
    plans: [
      ['{ items { handling } }', 'items()', 'costs(items.@) after items()'],
      [
        '{ items { shipping } }',
        'items()',
        'places(items.@) after items()',
        'costs(items.@) after items(), places(items.@)',
      ],
      [
        '{ items { tax } }',
        'items()',
        'places(items.@) after items()',
        'costs(items.@) after items(), places(items.@)',
        'taxes(items.@) after items(), costs(items.@)',
      ],
      [
        '{ items { stock shipping } }',
        'items()',
        'places(items.@) after items()',
        'costs(items.@) after items(), places(items.@)',
      ],
    ],
  },
  {
    name: '@provides and @shareable',
    subgraphs: {
      shop: `
        type Query { best: Item @provides(fields: "name") items: [Item] }
        type Item @key(fields: "id") { id: ID! name: String @external }
      `,
      items: `
        type Query { newest: Item @shareable }
        type Item @key(fields: "id") { id: ID! name: String @shareable size: Int }
      `,
      cache: `
        type Query { newest: Item @shareable }
        type Item @key(fields: "id") { id: ID! color: String }
      `,
    },
    plans: [
      ['{ best { name } }', 'shop()'],
      ['{ items { name } }', 'shop()', 'items(items.@) after shop()'],
      ['{ newest { name } }', 'items()'],
      ['{ newest { color } }', 'cache()'],
      ['{ newest { id } items { color } }', 'cache()', 'shop()', 'cache(items.@) after shop()'],
    ],
  },
  {
    name: '@interfaceObject',
    subgraphs: {
      media: `
        type Query { media: [Media] }
        interface Media @key(fields: "id") { id: ID! title: String }
        type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int }
        type Film implements Media @key(fields: "id") { id: ID! title: String }
      `,
      ratings: `
        type Query { rated: [Media] }
        type Media @key(fields: "id") @interfaceObject { id: ID! stars: Int }
      `,
    },
    plans: [
      ['{ media { title stars } }', 'media()', 'ratings(media.@) after media()'],
      ['{ rated { id stars } }', 'ratings()'],
      ['{ rated { __typename } }', 'ratings()', 'media(rated.@) after ratings()'],
      ['{ rated { ... on Book { pages } } }', 'ratings()', 'media(rated.@) after ratings()'],
    ],
  },
  {
    name: 'unions with other members in each subgraph',
    subgraphs: {
      a: `
        type Query { found: Found @shareable owned: Owned }
        union Found = Book | Film
        union Owned = Book | Film
        type Book @key(fields: "id") { id: ID! }
        type Film @key(fields: "id") { id: ID! }
      `,
      b: `
        type Query { found: Found @shareable }
        union Found = Book | Song
        type Book @key(fields: "id") { id: ID! pages: Int }
        type Film @key(fields: "id") { id: ID! length: Int }
        type Song @key(fields: "id") { id: ID! }
      `,
    },
    plans: [
      ['{ found { ... on Book { pages } } }', 'b()'],
      ['{ found { __typename ... on Film { id } ... on Book { id } } }', 'a()'],
      ['{ owned { ... on Film { length } } }', 'a()', 'b(owned) after a()'],
    ],
  },
  {
    name: '@fromContext',
    subgraphs: {
      users: `
        type Query { user: User }
        type User @key(fields: "id") { id: ID! items: [Item] }
        type Item @key(fields: "id") { id: ID! }
      `,
      settings:
        'type User @key(fields: "id") @context(name: "user") { id: ID! currency: String cart: Cart } type Cart @key(fields: "id") { id: ID! price(in: String @fromContext(field: "$user { currency }")): Int }',
    },
    plans: [
      [
        '{ user { cart { price } } }',
        'users()',
        'settings(user) after users()',
        'settings(user.cart) after settings(user)',
      ],
    ],
  },
];

describe('the fetches of an operation', () => {
  for (const { name, subgraphs, plans } of graphs)
    it(`of a graph with ${name}`, async () => {
      const graph = composeGraph(subgraphs);
      const found: (readonly string[])[] = [];
      for (const [operation] of plans)
        found.push([operation, ...describeFetches(await planOperation(graph, operation))]);
      assert.deepEqual(found, plans);
    });

  it('of a field with a progressive override depend on its label', async () => {
    const graph = composeGraph({
      old: 'type Query { items: [Item] } type Item @key(fields: "id") { id: ID! price: Int }',
      young:
        'type Item @key(fields: "id") { id: ID! price: Int @override(from: "old", label: "percent(5)") }',
    });
    const operation = '{ items { price } }';
    assert.deepEqual(describeFetches(await planOperation(graph, operation)), ['old()']);
    assert.deepEqual(describeFetches(await planOperation(graph, operation, ['percent(5)'])), [
      'old()',
      'young(items.@) after old()',
    ]);
  });

  it('do not include fields that no subgraph can resolve, whose paths are reported', async () => {
    const { supergraph, schema } = composeGraph({
      a: 'type Query { items: [Item] } type Item @shareable { id: ID title: String }',
      b: 'type Query { other: Item } type Item @shareable { id: ID title: String }',
    });
    const onlyB = parse(print(supergraph).replace('title: String', 'title: String @join__field(graph: B)'));
    const planned = await planOperation(
      { supergraph: onlyB, schema },
      '{ items { id title } other { title } }',
    );
    assert.deepEqual(planned.unplanned, [['items', '@', 'title']]);
    assert.deepEqual(describeFetches(planned), ['a()', 'b()']);
  });
});
