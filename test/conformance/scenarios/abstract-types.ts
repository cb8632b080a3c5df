import type { Scenario } from '../harness/scenario.ts';

const nodes = [
  { __typename: 'Movie', id: 'm1', name: 'Heat', minutes: 170 },
  { __typename: 'Song', id: 's1', name: 'Help', seconds: 140 },
  { __typename: 'Game', id: 'g1', name: 'Go', players: 2 },
];

export const abstractTypeScenarios: readonly Scenario[] = [
  {
    name: 'an interface with implementations spread over subgraphs',
    subgraphs: {
      library: {
        sdl: `
          type Query { works: [Work!] work(id: ID!): Work named: [Named] }
          interface Named { name: String }
          interface Work implements Named { id: ID! name: String }
          type Movie implements Work & Named @key(fields: "id") { id: ID! name: String minutes: Int }
          type Song implements Work & Named @key(fields: "id") { id: ID! name: String seconds: Int }
          type Game implements Work & Named @key(fields: "id") { id: ID! name: String players: Int }
          type Label implements Named { name: String }
        `,
        root: {
          works: nodes,
          work: ({ id }: { id: string }) => nodes.find((node) => node.id === id),
          named: [nodes[1], { __typename: 'Label', name: 'EMI' }, null],
        },
      },
      stats: {
        sdl: `
          interface Rated { stars: Int }
          type Movie implements Rated @key(fields: "id") { id: ID! stars: Int }
          type Song implements Rated @key(fields: "id") { id: ID! stars: Int plays: Int }
        `,
        entities: { Movie: [{ id: 'm1', stars: 5 }], Song: [{ id: 's1', stars: 4, plays: 9 }] },
      },
    },
    operations: [
      {
        name: 'fields of the interface are resolved',
        query: '{ works { __typename id name } }',
        data: { works: nodes.map(({ __typename, id, name }) => ({ __typename, id, name })) },
        maxCalls: { library: 1, stats: 0 },
      },
      {
        name: 'each type has its own fields, from its own subgraph',
        query: '{ works { ... on Movie { minutes stars } ... on Song { plays } ... on Game { players } } }',
        data: { works: [{ minutes: 170, stars: 5 }, { plays: 9 }, { players: 2 }] },
        maxCalls: { library: 1, stats: 1 },
      },
      {
        name: 'a fragment on an interface that only some types implement',
        query: '{ works { ... on Rated { stars } name } }',
        data: {
          works: [{ stars: 5, name: 'Heat' }, { stars: 4, name: 'Help' }, { name: 'Go' }],
        },
        maxCalls: { stats: 1 },
      },
      {
        name: 'nested fragments',
        query: `
          { works { ...W } }
          fragment W on Work { ... on Named { ... on Movie { ...M } name ... on Work { id } } }
          fragment M on Movie { ... on Rated { stars } ... { minutes } }
        `,
        data: {
          works: [
            { stars: 5, minutes: 170, name: 'Heat', id: 'm1' },
            { name: 'Help', id: 's1' },
            { name: 'Go', id: 'g1' },
          ],
        },
      },
      {
        name: 'a fragment on the type itself and one without a type',
        query:
          '{ work(id: "s1") { ... on Work { id } ... { name } ... on Song { ... on Song { seconds } } } }',
        data: { work: { id: 's1', name: 'Help', seconds: 140 } },
      },
      {
        name: 'an interface of an interface',
        query:
          '{ named { __typename name ... on Work { id } ... on Rated { stars } ... on Label { kind: __typename } } }',
        data: {
          named: [
            { __typename: 'Song', name: 'Help', id: 's1', stars: 4 },
            { __typename: 'Label', name: 'EMI', kind: 'Label' },
            null,
          ],
        },
      },
      {
        name: 'only a type name, under three names',
        query: '{ works { a: __typename b: __typename ... on Movie { c: __typename } } }',
        data: {
          works: [
            { a: 'Movie', b: 'Movie', c: 'Movie' },
            { a: 'Song', b: 'Song' },
            { a: 'Game', b: 'Game' },
          ],
        },
      },
    ],
  },
  {
    name: 'type explosion',
    subgraphs: {
      a: {
        sdl: `
          type Query { things: [Thing] }
          interface Thing { id: ID! size: Int }
          type T1 implements Thing @key(fields: "id") { id: ID! size: Int }
          type T2 implements Thing @key(fields: "id") { id: ID! size: Int @external }
          type T3 implements Thing @key(fields: "id") { id: ID! size: Int @external owner: Owner }
          type Owner @key(fields: "id") { id: ID! }
        `,
        root: {
          things: [
            { __typename: 'T1', id: '1', size: 10 },
            { __typename: 'T2', id: '2' },
            { __typename: 'T3', id: '3', owner: { id: 'o' } },
          ],
        },
      },
      b: {
        sdl: `type T2 @key(fields: "id") { id: ID! size: Int } type Owner @key(fields: "id") { id: ID! name: String }`,
        entities: { T2: [{ id: '2', size: 20 }], Owner: [{ id: 'o', name: 'Ann' }] },
      },
      c: {
        sdl: `type T3 @key(fields: "id") { id: ID! size: Int }`,
        entities: { T3: [{ id: '3', size: 30 }] },
      },
    },
    operations: [
      {
        name: 'a field of the interface that is in another subgraph for each type',
        query: '{ things { size } }',
        data: { things: [{ size: 10 }, { size: 20 }, { size: 30 }] },
        maxCalls: { a: 1, b: 1, c: 1 },
      },
      {
        name: 'under an alias, with an entity behind one of the types',
        query: '{ things { id: size ... on T3 { owner { name } } } }',
        data: { things: [{ id: 10 }, { id: 20 }, { id: 30, owner: { name: 'Ann' } }] },
      },
    ],
  },
  {
    name: 'a union with different members in each subgraph',
    subgraphs: {
      a: {
        sdl: `
          type Query { found: [Found] viewer: Viewer }
          type Viewer @key(fields: "id") { id: ID! last: Found @shareable }
          union Found = Book | Film
          type Book @key(fields: "id") { id: ID! title: String @shareable }
          type Film @key(fields: "id") { id: ID! title: String @shareable }
        `,
        root: {
          found: [
            { __typename: 'Book', id: 'b', title: 'Emma' },
            { __typename: 'Film', id: 'f', title: 'Heat' },
          ],
          viewer: { id: 'v', last: { __typename: 'Book', id: 'b', title: 'Emma' } },
        },
      },
      b: {
        sdl: `
          type Query { heard: [Found] }
          type Viewer @key(fields: "id") { id: ID! last: Found @shareable mood: String }
          union Found = Book | Song
          type Book @key(fields: "id") { id: ID! title: String @shareable pages: Int }
          type Song @key(fields: "id") { id: ID! title: String @shareable }
        `,
        root: {
          heard: [
            { __typename: 'Song', id: 's', title: 'Help' },
            { __typename: 'Book', id: 'b', title: 'Emma', pages: 300 },
          ],
        },
        entities: {
          Viewer: [
            { id: 'v', mood: 'calm', last: { __typename: 'Book', id: 'b', title: 'Emma', pages: 300 } },
          ],
          Book: [{ id: 'b', title: 'Emma', pages: 300 }],
        },
      },
    },
    operations: [
      {
        name: 'a member that this subgraph does not know has no results',
        query: '{ found { ... on Song { title } } heard { ... on Film { title } } }',
        data: { found: [{}, {}], heard: [{}, {}] },
      },
      {
        name: 'a member that both know',
        query: '{ found { ... on Book { title pages } } heard { __typename ... on Book { title } } }',
        data: {
          found: [{ title: 'Emma', pages: 300 }, {}],
          heard: [{ __typename: 'Song' }, { __typename: 'Book', title: 'Emma' }],
        },
      },
      {
        name: 'all members in one operation',
        query: `{
          found { __typename ... on Book { title } ... on Film { title } ... on Song { title } }
          viewer { last { ... on Book { title } ... on Song { title } } mood }
        }`,
        data: {
          found: [
            { __typename: 'Book', title: 'Emma' },
            { __typename: 'Film', title: 'Heat' },
          ],
          viewer: { last: { title: 'Emma' }, mood: 'calm' },
        },
      },
      {
        name: 'only members that do not occur: the object is still present',
        query: '{ viewer { last { ... on Film { title } } } }',
        data: { viewer: { last: {} } },
      },
    ],
  },
  {
    name: 'an entity behind an interface of value types',
    subgraphs: {
      a: {
        sdl: `
          type Query { feed: [Entry!]! }
          interface Entry { at: Int target: Target }
          type Like implements Entry { at: Int target: Target by: User }
          type Share implements Entry { at: Int target: Target to: [User] }
          type Target @key(fields: "id") { id: ID! }
          type User @key(fields: "id") { id: ID! }
        `,
        root: {
          feed: [
            { __typename: 'Like', at: 1, target: { id: 't1' }, by: { id: 'u1' } },
            { __typename: 'Share', at: 2, target: { id: 't2' }, to: [{ id: 'u2' }, null, { id: 'u1' }] },
            { __typename: 'Like', at: 3, target: null, by: null },
          ],
        },
      },
      b: {
        sdl: `
          type Target @key(fields: "id") { id: ID! url: String }
          type User @key(fields: "id") { id: ID! name: String }
        `,
        entities: {
          Target: [
            { id: 't1', url: '/1' },
            { id: 't2', url: '/2' },
          ],
          User: [
            { id: 'u1', name: 'Ann' },
            { id: 'u2', name: 'Bo' },
          ],
        },
      },
    },
    operations: [
      {
        name: 'reached through the interface',
        query: '{ feed { target { url } } }',
        data: { feed: [{ target: { url: '/1' } }, { target: { url: '/2' } }, { target: null }] },
        maxCalls: { a: 1, b: 1 },
      },
      {
        name: 'one response key is an object for one type and a list for another',
        query: '{ feed { at ... on Like { by { name } } ... on Share { to { name } } } }',
        data: {
          feed: [
            { at: 1, by: { name: 'Ann' } },
            { at: 2, to: [{ name: 'Bo' }, null, { name: 'Ann' }] },
            { at: 3, by: null },
          ],
        },
        maxCalls: { a: 1, b: 1 },
        knownFaults: { reference: 'two positions, two calls for the same selection' },
      },
    ],
  },
];
