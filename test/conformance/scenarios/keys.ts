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
        name: 'the fields of one subgraph cost one call',
        query: '{ recent { isbn copies } }',
        data: {
          recent: [{ isbn: 'b2', copies: 0 }, null, { isbn: 'b1', copies: 3 }, { isbn: 'b2', copies: 0 }],
        },
        maxCalls: { books: 0, stock: 1 },
      },
      {
        name: 'null items keep their index',
        query: '{ recent { title } }',
        data: { recent: [{ title: 'Emma' }, null, { title: 'Dune' }, { title: 'Emma' }] },
        maxCalls: { books: 1, stock: 1 },
      },
      {
        name: 'a missing entity needs no second call',
        query: '{ book(isbn: "none") { title copies } }',
        data: { book: null },
        maxCalls: { stock: 0 },
      },
      {
        name: 'fields have the order of their selection',
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
        name: 'an unknown entity has only its key',
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
        name: 'an unknown entity with a non-null field is null itself',
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
        knownFaults: { reference: 'two positions, two calls for the same entities' },
      },
      {
        name: 'the same user at many paths is fetched once',
        query: '{ orders { buyer { name } gift { name } } }',
        data: {
          orders: [
            { buyer: { name: 'Ann' }, gift: { name: 'Ann' } },
            { buyer: null, gift: { name: 'Ann' } },
            { buyer: { name: null }, gift: { name: 'Ann' } },
          ],
        },
        maxCalls: { users: 1 },
        knownFaults: { reference: 'two positions, two calls for the same entities' },
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
        name: 'custom scalars are passed on unmodified',
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
