import type { Scenario } from '../harness/scenario.ts';

const posts = [
  { id: '1', author: { id: 'u1', name: 'Ann', email: 'a@x' }, kind: { code: 'k1' } },
  { id: '2', author: { id: 'u2', name: 'Bo', email: 'b@x' }, kind: { code: 'k2' } },
];

export const sharingScenarios: readonly Scenario[] = [
  {
    name: '@provides',
    subgraphs: {
      posts: {
        sdl: `
          type Query { posts: [Post] }
          type Post @key(fields: "id") {
            id: ID!
            author: User @provides(fields: "name")
            editor: User
            kind: Kind @provides(fields: "label { text }")
          }
          type User @key(fields: "id") { id: ID! name: String @external }
          type Kind @key(fields: "code") { code: ID! label: Label @external }
          type Label { text: String @external }
        `,
        root: {
          posts: posts.map((post) => ({
            ...post,
            author: { ...post.author, email: 'not provided' },
            editor: { ...post.author, name: 'not provided' },
            kind: { ...post.kind, label: { text: `${post.kind.code} provided` } },
          })),
        },
      },
      users: {
        sdl: `type User @key(fields: "id") { id: ID! name: String @shareable email: String }`,
        entities: { User: posts.map(({ author }) => author) },
      },
      kinds: {
        sdl: `
          type Kind @key(fields: "code") { code: ID! label: Label @shareable }
          type Label @shareable { text: String hint: String }
        `,
        entities: {
          Kind: posts.map(({ kind }) => ({ ...kind, label: { text: `${kind.code} own`, hint: 'h' } })),
        },
      },
    },
    operations: [
      {
        name: 'a provided field needs no other call',
        query: '{ posts { author { id name } } }',
        data: {
          posts: [{ author: { id: 'u1', name: 'Ann' } }, { author: { id: 'u2', name: 'Bo' } }],
        },
        maxCalls: { posts: 1, users: 0 },
      },
      {
        name: 'fields that are not provided come from their owner',
        query: '{ posts { author { email } editor { name } } }',
        data: {
          posts: [
            { author: { email: 'a@x' }, editor: { name: 'Ann' } },
            { author: { email: 'b@x' }, editor: { name: 'Bo' } },
          ],
        },
      },
      {
        name: 'a provided object within an entity',
        query: '{ posts { kind { label { text } } } }',
        data: {
          posts: [{ kind: { label: { text: 'k1 provided' } } }, { kind: { label: { text: 'k2 provided' } } }],
        },
        maxCalls: { posts: 1, kinds: 0 },
      },
      {
        name: 'half of a provided object',
        query: '{ posts { kind { label { hint } } } }',
        data: { posts: [{ kind: { label: { hint: 'h' } } }, { kind: { label: { hint: 'h' } } }] },
      },
    ],
  },
  {
    name: '@provides on abstract types',
    subgraphs: {
      feed: {
        sdl: `
          type Query {
            feed: [Media] @shareable @provides(fields: "... on Book { title }")
            animals: [Animal] @shareable @provides(fields: "... on Cat { name }")
          }
          union Media = Book | Film
          type Book @key(fields: "id") { id: ID! title: String @external }
          type Film @key(fields: "id") { id: ID! }
          interface Animal { id: ID! name: String }
          type Cat implements Animal @key(fields: "id") { id: ID! name: String @external }
          type Dog implements Animal @key(fields: "id") { id: ID! name: String @external }
        `,
        root: {
          feed: [
            { __typename: 'Book', id: 'b', title: 'provided' },
            { __typename: 'Film', id: 'f' },
          ],
          animals: [
            { __typename: 'Cat', id: 'c', name: 'provided' },
            { __typename: 'Dog', id: 'd', name: 'must not be read' },
          ],
        },
      },
      owner: {
        sdl: `
          union Media = Book | Film
          type Book @key(fields: "id") { id: ID! title: String @shareable }
          type Film @key(fields: "id") { id: ID! title: String }
          interface Animal { id: ID! name: String }
          type Cat implements Animal @key(fields: "id") { id: ID! name: String @shareable }
          type Dog implements Animal @key(fields: "id") { id: ID! name: String @shareable }
        `,
        entities: {
          Book: [{ id: 'b', title: 'owned' }],
          Film: [{ id: 'f', title: 'Heat' }],
          Cat: [{ id: 'c', name: 'owned' }],
          Dog: [{ id: 'd', name: 'Rex' }],
        },
      },
    },
    operations: [
      {
        name: 'one member of a union',
        query: '{ feed { ... on Book { title } } }',
        data: { feed: [{ title: 'provided' }, {}] },
        maxCalls: { owner: 0 },
      },
      {
        name: 'the other member of the union',
        query: '{ feed { ... on Book { title } ... on Film { title } } }',
        data: { feed: [{ title: 'provided' }, { title: 'Heat' }] },
      },
      {
        name: 'one implementation of an interface',
        query: '{ animals { __typename name } }',
        data: {
          animals: [
            { __typename: 'Cat', name: 'provided' },
            { __typename: 'Dog', name: 'Rex' },
          ],
        },
      },
    ],
  },
  {
    name: '@shareable value types and root fields',
    subgraphs: {
      left: {
        sdl: `
          type Query { page: Page @shareable leftOnly: Int }
          type Page @shareable { total: Int left: Part rows: [Row] }
          type Part @shareable { one: Int two: Int }
          type Row @shareable { n: Int left: Int }
        `,
        root: {
          page: { total: 2, left: { one: 1, two: 2 }, rows: [{ n: 1, left: 10 }, null, { n: 2, left: 20 }] },
          leftOnly: 1,
        },
      },
      right: {
        sdl: `
          type Query { page: Page @shareable rightOnly: Int }
          type Page @shareable { total: Int left: Part right: String rows: [Row] }
          type Part @shareable { one: Int three: Int }
          type Row @shareable { n: Int right: Int }
        `,
        root: {
          page: {
            total: 2,
            left: { one: 1, three: 3 },
            right: 'r',
            rows: [{ n: 1, right: 100 }, null, { n: 2, right: 200 }],
          },
          rightOnly: 2,
        },
      },
    },
    operations: [
      {
        name: 'a field that both have costs one call',
        query: '{ page { total left { one } } }',
        data: { page: { total: 2, left: { one: 1 } } },
      },
      {
        name: 'an object is merged from two subgraphs',
        query: '{ page { right left { three two } total } }',
        data: { page: { right: 'r', left: { three: 3, two: 2 }, total: 2 } },
        maxCalls: { left: 1, right: 1 },
      },
      {
        name: 'lists are merged item by item',
        query: '{ page { rows { right n left } } }',
        data: { page: { rows: [{ right: 100, n: 1, left: 10 }, null, { right: 200, n: 2, left: 20 }] } },
      },
      {
        name: 'root fields of different subgraphs in one operation',
        query: '{ rightOnly leftOnly again: rightOnly __typename }',
        data: { rightOnly: 2, leftOnly: 1, again: 2, __typename: 'Query' },
        maxCalls: { left: 1, right: 1 },
      },
    ],
  },
  {
    name: '@override',
    subgraphs: {
      old: {
        sdl: `
          type Query { bills: [Bill] }
          type Bill @key(fields: "id") { id: ID! amount: Int due: String paid: Boolean tax: Int note: String }
        `,
        root: { bills: [{ id: '1', amount: 1, due: 'old', paid: false, tax: 1, note: 'old' }] },
        entities: { Bill: [{ id: '1', amount: 1, due: 'old', paid: false, tax: 1, note: 'old' }] },
      },
      fresh: {
        sdl: `
          type Query { freshBills: [Bill] }
          type Bill @key(fields: "id") {
            id: ID!
            amount: Int @override(from: "old")
            due: String @override(from: "old", label: "percent(0)")
            note: String @override(from: "old", label: "not_switched_on")
            paid: Boolean @override(from: "old", label: "percent(100)")
          }
        `,
        root: { freshBills: [{ id: '1', amount: 2, due: 'fresh', paid: true, note: 'fresh' }] },
        entities: { Bill: [{ id: '1', amount: 2, due: 'fresh', paid: true, note: 'fresh' }] },
      },
    },
    operations: [
      {
        name: 'a moved field comes from its new subgraph',
        query: '{ bills { amount tax } }',
        data: { bills: [{ amount: 2, tax: 1 }] },
      },
      {
        name: 'a moved field is resolved locally if the operation starts in its new subgraph',
        query: '{ freshBills { amount } }',
        data: { freshBills: [{ amount: 2 }] },
        maxCalls: { old: 0 },
      },
      {
        name: 'at percent(0) no request uses the new subgraph',
        query: '{ bills { due } freshBills { due } }',
        data: { bills: [{ due: 'old' }], freshBills: [{ due: 'old' }] },
      },
      {
        name: 'no request uses the new subgraph for a custom label that is not enabled',
        query: '{ bills { note } freshBills { note } }',
        data: { bills: [{ note: 'old' }], freshBills: [{ note: 'old' }] },
      },
      {
        name: 'at percent(100) every request uses the new subgraph',
        knownFaults: { reference: 'labels are never enabled' },
        query: '{ bills { paid } freshBills { paid } }',
        data: { bills: [{ paid: true }], freshBills: [{ paid: true }] },
      },
    ],
  },
];
