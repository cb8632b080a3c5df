import type { Scenario } from '../harness/scenario.ts';

export const mutationScenarios: readonly Scenario[] = [
  {
    name: 'mutations',
    subgraphs: {
      carts: {
        sdl: `
          type Query { cart: Cart }
          type Mutation { add(id: ID!, n: Int! = 1): Cart! clear: Cart fail: Cart! }
          type Cart { count: Int! lines: [Item!]! }
          type Item @key(fields: "id") { id: ID! count: Int }
        `,
        root: cartRoot(),
      },
      items: {
        sdl: `
          type Mutation { rename(id: ID!, to: String!): Item }
          type Item @key(fields: "id") { id: ID! name: String }
        `,
        root: { rename: ({ id, to }: { id: string; to: string }) => ({ id, name: to }) },
        entities: {
          Item: [
            { id: 'a', name: 'apple' },
            { id: 'b', name: 'bread' },
          ],
        },
      },
    },
    operations: [
      {
        name: 'they run sequentially, each with its fields from other subgraphs',
        query: `mutation {
          clear { count }
          one: add(id: "a") { count lines { name } }
          rename(id: "b", to: "brot") { name count: __typename }
          two: add(id: "b", n: 2) { count lines { id name } }
        }`,
        data: {
          clear: { count: 0 },
          one: { count: 1, lines: [{ name: 'apple' }] },
          rename: { name: 'brot', count: 'Item' },
          two: {
            count: 3,
            lines: [
              { id: 'a', name: 'apple' },
              { id: 'b', name: 'bread' },
            ],
          },
        },
      },
      {
        name: 'the same mutation twice is made twice',
        query: 'mutation { clear { count } x: add(id: "a") { count } y: add(id: "a") { count } }',
        data: { clear: { count: 0 }, x: { count: 1 }, y: { count: 2 } },
      },
      {
        name: 'results before a failure stay in the response unless a non-null type prevents it',
        query: 'mutation { clear { count } fail { count } }',
        data: null,
        errors: [{ path: ['fail'], code: 'DOWNSTREAM_SERVICE_ERROR' }],
      },
      {
        name: 'a condition decides about a mutation',
        query: 'mutation ($no: Boolean!) { clear { count } add(id: "a") @skip(if: $no) { count } }',
        variables: { no: true },
        data: { clear: { count: 0 } },
      },
    ],
  },
];

/** A cart that every run of the scenarios shares: operations begin by clearing it. */
function cartRoot(): Record<string, unknown> {
  const lines: { readonly id: string; readonly count: number }[] = [];
  const cart = () => ({ count: lines.reduce((sum, { count }) => sum + count, 0), lines: [...lines] });
  return {
    cart,
    add({ id, n }: { id: string; n: number }) {
      lines.push({ id, count: n });
      return cart();
    },
    clear() {
      lines.length = 0;
      return cart();
    },
    fail() {
      throw new Error('no');
    },
  };
}
