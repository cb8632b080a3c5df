import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse, print } from 'graphql';
import { composeGraph, describeFetches, planOperation } from '../../../support/planned-graph.ts';
import { planTable } from './plan-table.ts';

planTable('the fetches of an operation', [
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
      alerts:
        'type Item @key(fields: "id") { id: ID! stock: Int @external alert: Int @requires(fields: "stock") }',
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
      [
        '{ items { alert shipping } }',
        'items()',
        'costs(items.@) after items()',
        'places(items.@) after items()',
        'alerts(items.@) after items(), costs(items.@)',
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
    name: 'a key by which one of two subgraphs does not resolve the type',
    subgraphs: {
      users: 'type Query { me: User } type User @key(fields: "id") { id: ID! }',
      chats: `
        type Query { writer: User }
        type User @key(fields: "id", resolvable: false) { id: ID! nick: String @shareable }
      `,
      profiles: 'type User @key(fields: "id") { id: ID! nick: String @shareable }',
    },
    plans: [
      ['{ me { nick } }', 'users()', 'profiles(me) after users()'],
      ['{ writer { nick } }', 'chats()'],
    ],
  },
  {
    name: 'two subgraphs of equal costs, one of which resolves more of the operation',
    subgraphs: {
      lists: 'type Query { items: [Item] } type Item @key(fields: "id") { id: ID! }',
      first: 'type Item @key(fields: "id") { id: ID! name: String @shareable }',
      second: `
        type Query { newest: Item }
        type Item @key(fields: "id") { id: ID! name: String @shareable size: Int }
      `,
    },
    plans: [['{ items { name } newest { size } }', 'second()', 'lists()', 'second(items.@) after lists()']],
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
]);

describe('a field', () => {
  it('with a progressive override is fetched from the subgraph that its label selects', async () => {
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

  it('that no subgraph can resolve is reported by its path and not fetched', async () => {
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
