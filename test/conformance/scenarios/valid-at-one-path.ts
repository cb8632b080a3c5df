import type { Scenario } from '../harness/scenario.ts';

const code = 'DOWNSTREAM_SERVICE_ERROR';

function fail(): never {
  throw new Error('no');
}

const similar = (id: string): { id: string }[] => (id === 'a' ? [{ id: 'b' }] : [{ id: 'a' }]);

/** Values that are valid for an entity at one path and not at another. */
export const validAtOnePathScenarios: readonly Scenario[] = [
  {
    name: 'a shared field that fails in one subgraph',
    subgraphs: {
      a: {
        sdl: `
          type Query { a: User list: [User] }
          type User @key(fields: "id", resolvable: false) {
            id: ID! name: String @shareable nick: String @shareable tags: [String] @shareable
          }
        `,
        root: {
          a: { id: '1', name: fail, nick: 'nick', tags: ['a', fail] },
          list: [
            { id: '2', name: fail, nick: null, tags: [] },
            { id: '1', name: 'b1', nick: 'nick', tags: ['a', 'b'] },
          ],
        },
      },
      b: {
        sdl: `
          type User @key(fields: "id") {
            id: ID! name: String @shareable nick: String @shareable tags: [String] @shareable age: Int
          }
        `,
        entities: {
          User: [
            { id: '1', name: 'b1', nick: 'nick', tags: ['a', 'b'], age: 7 },
            { id: '2', name: 'b2', nick: null, tags: [], age: 8 },
          ],
        },
      },
      d: {
        sdl: `
          type Query { d: Thing }
          type Thing @key(fields: "id") { id: ID! }
        `,
        root: { d: { id: 't' } },
      },
      e: {
        sdl: `
          type Thing @key(fields: "id") { id: ID! owner: User next: Thing }
          type User @key(fields: "id", resolvable: false) { id: ID! }
        `,
        entities: {
          Thing: [{ id: 't', owner: { id: '2' }, next: { id: 'u', owner: { id: '1' } } }],
        },
      },
    },
    operations: [
      {
        name: 'it is fetched from another subgraph at another path',
        query: '{ a { name age } d { next { owner { name } } } }',
        data: { a: { name: null, age: 7 }, d: { next: { owner: { name: 'b1' } } } },
        errors: [{ path: ['a', 'name'], code }],
      },
      {
        name: 'it uses nothing of its sibling fields',
        query: '{ a { name nick age } d { next { owner { name nick age } } } }',
        data: {
          a: { name: null, nick: 'nick', age: 7 },
          d: { next: { owner: { name: 'b1', nick: 'nick', age: 7 } } },
        },
        errors: [{ path: ['a', 'name'], code }],
      },
      {
        name: 'a list with an item that failed does not provide it',
        query: '{ a { tags age } d { next { owner { t: tags } } } }',
        data: { a: { tags: ['a', null], age: 7 }, d: { next: { owner: { t: ['a', 'b'] } } } },
        errors: [{ path: ['a', 'tags', 1], code }],
      },
      {
        name: 'a path at which it did not fail provides it',
        query: '{ list { name age } d { owner { name } next { owner { name } } } }',
        data: {
          list: [
            { name: null, age: 8 },
            { name: 'b1', age: 7 },
          ],
          d: { owner: { name: 'b2' }, next: { owner: { name: 'b1' } } },
        },
        errors: [{ path: ['list', 0, 'name'], code }],
      },
      {
        name: 'a null without an error provides it',
        query: '{ list { nick age } d { owner { nick } } }',
        data: {
          list: [
            { nick: null, age: 8 },
            { nick: 'nick', age: 7 },
          ],
          d: { owner: { nick: null } },
        },
        maxCalls: { b: 1 },
        knownFaults: { reference: 'fetches data again that it has' },
      },
    ],
  },
  {
    name: 'one entity in several contexts',
    refusedBy: { reference: 'it does not know @context' },
    subgraphs: {
      a: {
        sdl: `
          type Query { carts: [Cart!]! }
          type Cart @key(fields: "id") @context(name: "cart") { id: ID! currency: String items: [Item!]! }
          type Item @key(fields: "id") {
            id: ID!
            price(currency: String @fromContext(field: "$cart { currency }")): String
          }
        `,
        root: {
          carts: [
            { id: '1', currency: 'EUR', items: [{ id: 'a' }, { id: 'b' }] },
            { id: '2', currency: 'USD', items: [{ id: 'a' }] },
            { id: '3', currency: null, items: [{ id: 'b' }] },
          ],
        },
        entities: { Item: [{ id: 'a' }, { id: 'b' }] },
        resolvers: {
          Item: {
            price: ({ id }: { id: string }, { currency }: { currency?: string }) => `${id}:${currency ?? ''}`,
          },
        },
      },
      b: {
        sdl: `
          type Item @key(fields: "id") {
            id: ID! similar: [Item] box: Box
          }
          type Box { best: Item }
        `,
        entities: { Item: [{ id: 'a' }, { id: 'b' }] },
        resolvers: {
          Item: {
            similar: ({ id }: { id: string }) => similar(id),
            box: ({ id }: { id: string }) => ({ best: similar(id)[0] }),
          },
        },
      },
    },
    operations: [
      {
        name: 'one subgraph has resolved it for all of them',
        query: '{ carts { items { similar { price } } } }',
        data: {
          carts: [
            { items: [{ similar: [{ price: 'b:EUR' }] }, { similar: [{ price: 'a:EUR' }] }] },
            { items: [{ similar: [{ price: 'b:USD' }] }] },
            { items: [{ similar: [{ price: 'a:' }] }] },
          ],
        },
      },
      {
        name: 'below an object without a key, and twice',
        query: '{ carts { items { box { best { price box { best { price } } } } } } }',
        data: {
          carts: [
            {
              items: [
                { box: { best: { price: 'b:EUR', box: { best: { price: 'a:EUR' } } } } },
                { box: { best: { price: 'a:EUR', box: { best: { price: 'b:EUR' } } } } },
              ],
            },
            { items: [{ box: { best: { price: 'b:USD', box: { best: { price: 'a:USD' } } } } }] },
            { items: [{ box: { best: { price: 'a:', box: { best: { price: 'b:' } } } } }] },
          ],
        },
      },
    ],
  },
];
