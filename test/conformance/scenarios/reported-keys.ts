import type { Scenario } from '../harness/scenario.ts';

/** Keys, provided and shared fields that users of several planners reported to be planned wrongly. */
export const reportedKeyScenarios: readonly Scenario[] = [
  {
    name: 'a key whose parts are in several subgraphs',
    subgraphs: {
      list: {
        sdl: 'type Query { items: [Item] } type Item @key(fields: "id") { id: ID! }',
        root: { items: [{ id: '1' }, { id: '2' }] },
      },
      codes: {
        sdl: 'type Item @key(fields: "id") { id: ID! code: String! @shareable }',
        entities: {
          Item: [
            { id: '1', code: 'a' },
            { id: '2', code: 'b' },
          ],
        },
      },
      zones: {
        sdl: 'type Item @key(fields: "id") { id: ID! zone: Zone @shareable } type Zone @shareable { no: Int! }',
        entities: {
          Item: [
            { id: '1', zone: { no: 7 } },
            { id: '2', zone: null },
          ],
        },
      },
      prices: {
        sdl: `
          type Item @key(fields: "code zone { no }") { code: String! @shareable zone: Zone @shareable price: Int tax: Int }
          type Zone @shareable { no: Int! }
        `,
        entities: { Item: [{ code: 'a', zone: { no: 7 }, price: 70, tax: 1 }] },
      },
    },
    operations: [
      {
        name: 'the parts are collected first',
        query: '{ items { price } }',
        data: { items: [{ price: 70 }, { price: null }] },
        maxCalls: { list: 1, codes: 1, zones: 1, prices: 1 },
      },
      {
        name: 'a part under another name beside another part',
        knownFaults: { reference: 'a client field under the name of a key is sent in its place' },
        query: '{ items { zone: code code: zone { tax: no } tax } }',
        data: {
          items: [
            { zone: 'a', code: { tax: 7 }, tax: 1 },
            { zone: 'b', code: null, tax: null },
          ],
        },
      },
      {
        name: 'nothing of it is selected',
        query: '{ items { __typename } }',
        data: { items: [{ __typename: 'Item' }, { __typename: 'Item' }] },
        maxCalls: { list: 1, codes: 0, zones: 0, prices: 0 },
      },
    ],
  },
  {
    name: 'external keys of an extension',
    subgraphs: {
      carts: {
        sdl: `
          type Query { cart: Cart }
          type Cart { lines: [Product] best: Product }
          type Product @extends @key(fields: "code") { code: String! @external name: String @shareable }
        `,
        root: { cart: { lines: [{ code: 'x', name: 'X' }, { code: 'y' }], best: { code: 'y', name: 'Y' } } },
        entities: { Product: [{ code: 'x', name: 'X' }] },
      },
      products: {
        sdl: 'type Product @key(fields: "code") { code: String! name: String @shareable price: Int }',
        entities: {
          Product: [
            { code: 'x', name: 'X', price: 1 },
            { code: 'y', name: 'Y', price: 2 },
          ],
        },
      },
    },
    operations: [
      {
        name: 'are resolved there',
        query: '{ cart { best { code name } } }',
        data: { cart: { best: { code: 'y', name: 'Y' } } },
        maxCalls: { carts: 1, products: 0 },
      },
      {
        name: 'lead to the other subgraph',
        query: '{ cart { lines { price code } } }',
        data: {
          cart: {
            lines: [
              { price: 1, code: 'x' },
              { price: 2, code: 'y' },
            ],
          },
        },
        maxCalls: { carts: 1, products: 1 },
      },
    ],
  },
  {
    name: 'fields that two subgraphs share',
    subgraphs: {
      small: {
        sdl: `
          type Query { user: User @shareable users: [User] @shareable }
          type User @key(fields: "id") { id: ID! name: String @shareable }
        `,
        root: { user: { id: '1', name: 'Ann' }, users: [{ id: '1', name: 'Ann' }] },
        entities: { User: [{ id: '1', name: 'Ann' }] },
      },
      big: {
        sdl: `
          type Query { user: User @shareable users: [User] @shareable }
          type User @key(fields: "id") { id: ID! name: String @shareable age: Int pet: Pet }
          union Pet = Dog type Dog { owner: User name: String }
        `,
        root: { user: bigUser(), users: [bigUser()] },
        entities: { User: [bigUser()] },
      },
    },
    operations: [
      {
        name: 'one call of the subgraph that has all',
        query: '{ user { name age } users { name pet { ... on Dog { owner { name } } } } }',
        data: { user: { name: 'Ann', age: 30 }, users: [{ name: 'Ann', pet: { owner: { name: 'Ann' } } }] },
        maxCalls: { small: 0, big: 1 },
      },
      {
        name: 'of one root field under two names',
        query: '{ a: user { name } b: user { pet { __typename } } }',
        data: { a: { name: 'Ann' }, b: { pet: { __typename: 'Dog' } } },
        maxCalls: { small: 0, big: 1 },
      },
    ],
  },
  {
    name: 'fields that move when their label is set',
    subgraphs: {
      old: {
        sdl: `
          type Query { images: [Picture] }
          interface Picture { id: ID! uri: String }
          type Image implements Picture @key(fields: "id") { id: ID! uri: String alt: String }
        `,
        root: { images: [{ __typename: 'Image', id: '1', uri: 'old 1', alt: 'old alt' }] },
        entities: { Image: [{ id: '1', uri: 'old 1', alt: 'old alt' }] },
      },
      new: {
        sdl: `
          type Image @key(fields: "id") {
            id: ID! uri: String @override(from: "old", label: "later") alt: String @override(from: "old") size: Int
          }
        `,
        entities: { Image: [{ id: '1', uri: 'new 1', alt: 'new alt', size: 5 }] },
      },
    },
    operations: [
      {
        name: 'the label is not set',
        query: '{ images { uri ... on Image { size } } }',
        data: { images: [{ uri: 'old 1', size: 5 }] },
        maxCalls: { old: 1, new: 1 },
      },
      {
        name: 'a field that has moved',
        query: '{ images { ... on Image { alt } uri } }',
        data: { images: [{ alt: 'new alt', uri: 'old 1' }] },
        maxCalls: { old: 1, new: 1 },
      },
    ],
  },
  {
    name: 'the query type in the result of a mutation',
    subgraphs: {
      a: {
        sdl: `
          type Query { first: Int users: [User] }
          type Mutation { rename(to: String): Payload! }
          type Payload { query: Query! user: User }
          type User @key(fields: "id") { id: ID! name: String }
        `,
        root: {
          first: 1,
          users: [{ id: '1', name: 'Ann' }],
          rename: ({ to }: { to: string }) => ({
            query: { first: 1, users: [{ id: '1', name: to }] },
            user: { id: '1', name: to },
          }),
        },
        entities: { User: [{ id: '1', name: 'Ann' }] },
      },
      b: {
        sdl: 'type Query { second: User self: Query! } type User @key(fields: "id") { id: ID! age: Int }',
        root: { second: { id: '1', age: 30 }, self: { self: { second: { id: '1', age: 30 } } } },
        entities: { User: [{ id: '1', age: 30 }] },
      },
    },
    operations: [
      {
        name: 'root fields of both subgraphs',
        query:
          'mutation { rename(to: "Bo") { query { first second { age } users { name age } } user { age } } }',
        data: {
          rename: {
            query: { first: 1, second: { age: 30 }, users: [{ name: 'Bo', age: 30 }] },
            user: { age: 30 },
          },
        },
      },
      {
        name: 'two mutations, each with root fields',
        knownFaults: { reference: 'a skipped root field is fetched' },
        query: `mutation ($v: Boolean!) {
          x: rename(to: "x") { query { second @include(if: $v) { age } __typename } }
          y: rename(to: "y") { query { users { name } } }
        }`,
        variables: { v: false },
        data: { x: { query: { __typename: 'Query' } }, y: { query: { users: [{ name: 'y' }] } } },
        maxCalls: { a: 2, b: 0 },
      },
      {
        name: 'the query type in itself, back and forth',
        query: '{ first self { first users { age } self { second { id name } __typename } } }',
        data: {
          first: 1,
          self: {
            first: 1,
            users: [{ age: 30 }],
            self: { second: { id: '1', name: 'Ann' }, __typename: 'Query' },
          },
        },
      },
    ],
  },
];

function bigUser(): Record<string, unknown> {
  return {
    id: '1',
    name: 'Ann',
    age: 30,
    pet: { __typename: 'Dog', owner: { id: '1', name: 'Ann' }, name: 'Rex' },
  };
}
