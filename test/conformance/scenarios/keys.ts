import { invalidValue, type Scenario } from '../harness/scenario.ts';

const twoBooks = [
  { isbn: 'b1', title: 'Dune' },
  { isbn: 'b2', title: 'Emma' },
];

const stock = [
  { isbn: 'b1', copies: 3 },
  { isbn: 'b2', copies: 0 },
];

export const keyScenarios: readonly Scenario[] = [
  {
    name: 'one key, two subgraphs',
    subgraphs: {
      books: {
        sdl: `
          type Query { books: [Book!]! book(isbn: ID!): Book }
          type Book @key(fields: "isbn") { isbn: ID! title: String }
        `,
        root: {
          books: twoBooks,
          book: ({ isbn }: { isbn: string }) => twoBooks.find((book) => book.isbn === isbn),
        },
        entities: { Book: twoBooks },
      },
      stock: {
        sdl: `type Query { recent: [Book] } type Book @key(fields: "isbn") { isbn: ID! copies: Int }`,
        root: { recent: [stock[1], null, stock[0], stock[1]] },
        entities: { Book: stock },
      },
    },
    operations: [
      {
        name: 'a list is completed by one call',
        query: '{ books { title copies } }',
        data: {
          books: [
            { title: 'Dune', copies: 3 },
            { title: 'Emma', copies: 0 },
          ],
        },
        maxCalls: { books: 1, stock: 1 },
      },
      {
        name: 'what one subgraph knows costs one call',
        query: '{ recent { isbn copies } }',
        data: {
          recent: [{ isbn: 'b2', copies: 0 }, null, { isbn: 'b1', copies: 3 }, { isbn: 'b2', copies: 0 }],
        },
        maxCalls: { books: 0, stock: 1 },
      },
      {
        name: 'null items stay where they are',
        query: '{ recent { title } }',
        data: { recent: [{ title: 'Emma' }, null, { title: 'Dune' }, { title: 'Emma' }] },
        maxCalls: { books: 1, stock: 1 },
      },
      {
        name: 'an entity that is not there needs no second call',
        query: '{ book(isbn: "none") { title copies } }',
        data: { book: null },
        maxCalls: { stock: 0 },
      },
      {
        name: 'fields come in the order in which they were asked',
        query: '{ books { copies isbn title } recent { copies } }',
        data: {
          books: [
            { copies: 3, isbn: 'b1', title: 'Dune' },
            { copies: 0, isbn: 'b2', title: 'Emma' },
          ],
          recent: [{ copies: 0 }, null, { copies: 3 }, { copies: 0 }],
        },
      },
    ],
  },
  {
    name: 'an entity with several keys',
    subgraphs: {
      catalog: {
        sdl: `
          type Query { items: [Item] }
          type Item @key(fields: "id") @key(fields: "sku") { id: ID sku: ID name: String }
        `,
        root: {
          items: [
            { id: '1', sku: 's1', name: 'lamp' },
            { id: null, sku: 's2', name: 'sofa' },
            { id: '3', sku: null, name: 'rug' },
            { id: null, sku: null, name: 'ghost' },
          ],
        },
      },
      prices: {
        sdl: `type Item @key(fields: "id") @key(fields: "sku") { id: ID sku: ID price: Int }`,
        entities: {
          Item: [
            { id: '1', sku: 's1', price: 10 },
            { id: '2', sku: 's2', price: 20 },
            { id: '3', sku: 's3', price: 30 },
          ],
        },
      },
      ratings: {
        sdl: `type Item @key(fields: "sku") { sku: ID stars: Int }`,
        entities: {
          Item: [
            { sku: 's1', stars: 1 },
            { sku: 's2', stars: 2 },
            { sku: 's3', stars: 3 },
          ],
        },
      },
    },
    operations: [
      {
        name: 'the second key serves where the first is null',
        query: '{ items { name price } }',
        data: {
          items: [
            { name: 'lamp', price: 10 },
            { name: 'sofa', price: 20 },
            { name: 'rug', price: 30 },
            { name: 'ghost', price: null },
          ],
        },
        maxCalls: { catalog: 1, prices: 1 },
        knownFaults: { reference: 'only the key that was planned is sent, null or not' },
      },
      {
        name: 'a key that is missing here is fetched where the other key is known',
        query: '{ items { name stars } }',
        data: {
          items: [
            { name: 'lamp', stars: 1 },
            { name: 'sofa', stars: 2 },
            { name: 'rug', stars: 3 },
            { name: 'ghost', stars: null },
          ],
        },
        maxCalls: { catalog: 1, prices: 1, ratings: 2 },
        knownFaults: { reference: 'only the key that was planned is sent, null or not' },
      },
    ],
  },
  {
    name: 'keys that may be null, among other types and in objects',
    subgraphs: {
      feed: {
        sdl: `
          type Query { feed: [Entry] part: Part }
          union Entry = Note | Part
          type Note { text: String }
          type Part @key(fields: "id") @key(fields: "code { maker serial }") @key(fields: "name") {
            id: ID code: Code name: String
          }
          type Code { maker: ID serial: ID }
        `,
        root: {
          feed: [
            { __typename: 'Part', id: 'p1', code: null, name: null },
            { __typename: 'Note', text: 'a note' },
            { __typename: 'Part', id: null, code: { maker: 'm', serial: '2' }, name: null },
            { __typename: 'Part', id: null, code: { maker: 'm', serial: null }, name: 'three' },
          ],
          part: { id: null, code: null, name: 'three' },
        },
      },
      stock: {
        sdl: `
          type Part @key(fields: "id") @key(fields: "code { maker serial }") { id: ID code: Code left: Int }
          type Code { maker: ID serial: ID }
        `,
        entities: {
          Part: [
            { id: 'p1', code: { maker: 'm', serial: '1' }, left: 1 },
            { id: 'p2', code: { maker: 'm', serial: '2' }, left: 2 },
            { id: 'p3', code: { maker: 'm', serial: '3' }, left: 3 },
          ],
        },
      },
      names: {
        sdl: `type Part @key(fields: "name") { name: String id: ID @shareable }`,
        entities: { Part: [{ name: 'three', id: 'p3' }] },
      },
      dead: {
        sdl: `type Part @key(fields: "name") @key(fields: "serial") { name: String serial: ID }`,
        fails: 'SUBGRAPH_UNAVAILABLE',
      },
      last: {
        sdl: `type Part @key(fields: "serial") { serial: ID age: Int }`,
      },
    },
    operations: [
      {
        name: 'each is asked about with what it has',
        query: '{ feed { ... on Note { text } ... on Part { left } } }',
        data: { feed: [{ left: 1 }, { text: 'a note' }, { left: 2 }, { left: 3 }] },
        maxCalls: { feed: 1, stock: 2, names: 1, dead: 0 },
        knownFaults: { reference: 'only the key that was planned is sent, null or not' },
      },
      {
        name: 'a key that was found out does not replace the null that its own subgraph gave',
        query: '{ part { id left } }',
        data: { part: { id: null, left: 3 } },
        maxCalls: { feed: 1, stock: 1, names: 1 },
        knownFaults: { reference: 'only the key that was planned is sent, null or not' },
      },
      {
        name: 'a key that cannot be found out is an error where something is missing',
        query: '{ part { age } }',
        data: { part: { age: null } },
        errors: [{ path: ['part'], code: 'SUBGRAPH_UNAVAILABLE' }],
        knownFaults: { reference: 'tells the name of the key, for which nobody asked' },
      },
    ],
  },
  {
    name: 'references that are null or unknown',
    subgraphs: {
      orders: {
        sdl: `
          type Query { orders: [Order!]! }
          type Order { number: Int! buyer: User gift: User! }
          type User @key(fields: "id", resolvable: false) { id: ID! }
        `,
        root: {
          orders: [
            { number: 1, buyer: { id: 'u1' }, gift: { id: 'u1' } },
            { number: 2, buyer: null, gift: { id: 'u1' } },
            { number: 3, buyer: { id: 'gone' }, gift: { id: 'u1' } },
          ],
        },
      },
      users: {
        sdl: `type User @key(fields: "id") { id: ID! name: String nick: String! }`,
        entities: { User: [{ id: 'u1', name: 'Ann', nick: 'a' }] },
      },
    },
    operations: [
      {
        name: 'an unknown entity has its key and nothing else',
        query: '{ orders { number buyer { id name } } }',
        data: {
          orders: [
            { number: 1, buyer: { id: 'u1', name: 'Ann' } },
            { number: 2, buyer: null },
            { number: 3, buyer: { id: 'gone', name: null } },
          ],
        },
      },
      {
        name: 'an unknown entity with a field that may not be null is null itself',
        query: '{ orders { buyer { id nick } gift { nick } } }',
        data: {
          orders: [
            { buyer: { id: 'u1', nick: 'a' }, gift: { nick: 'a' } },
            { buyer: null, gift: { nick: 'a' } },
            { buyer: null, gift: { nick: 'a' } },
          ],
        },
        errors: [{ path: ['orders', 2, 'buyer', 'nick'], code: invalidValue }],
        maxCalls: { users: 1 },
        knownFaults: { reference: 'two places, two calls for the same entities' },
      },
      {
        name: 'the same user in many places is asked for once',
        query: '{ orders { buyer { name } gift { name } } }',
        data: {
          orders: [
            { buyer: { name: 'Ann' }, gift: { name: 'Ann' } },
            { buyer: null, gift: { name: 'Ann' } },
            { buyer: { name: null }, gift: { name: 'Ann' } },
          ],
        },
        maxCalls: { users: 1 },
        knownFaults: { reference: 'two places, two calls for the same entities' },
      },
    ],
  },
  {
    name: 'keys of every scalar type',
    subgraphs: {
      a: {
        sdl: `
          scalar Stamp
          enum Side { LEFT RIGHT }
          type Query { cells: [Cell] }
          type Cell @key(fields: "row open side at") { row: Int! open: Boolean! side: Side! at: Stamp! }
        `,
        root: {
          cells: [
            { row: 0, open: false, side: 'LEFT', at: { day: 1 } },
            { row: 0, open: false, side: 'RIGHT', at: ['x'] },
          ],
        },
      },
      b: {
        sdl: `
          scalar Stamp
          enum Side { LEFT RIGHT }
          type Cell @key(fields: "row open side at") {
            row: Int! open: Boolean! side: Side! at: Stamp! note: String
          }
        `,
        entities: {
          Cell: [
            { row: 0, open: false, side: 'LEFT', at: { day: 1 }, note: 'falsy values are values' },
            { row: 0, open: false, side: 'RIGHT', at: ['x'], note: 'a list may be a scalar' },
          ],
        },
      },
    },
    operations: [
      {
        name: 'zero, false, enum and custom scalars',
        query: '{ cells { note } }',
        data: { cells: [{ note: 'falsy values are values' }, { note: 'a list may be a scalar' }] },
        maxCalls: { a: 1, b: 1 },
      },
      {
        name: 'custom scalars pass as they are',
        query: '{ cells { at side } }',
        data: {
          cells: [
            { at: { day: 1 }, side: 'LEFT' },
            { at: ['x'], side: 'RIGHT' },
          ],
        },
      },
    ],
  },
];
