import type { Scenario } from '../harness/scenario.ts';

const products = ['1', '2', '3'].map((id) => ({ id, name: `product ${id}` }));

/** Unions and interfaces that users of several planners reported to be planned wrongly. */
export const reportedAbstractScenarios: readonly Scenario[] = [
  {
    name: 'members of a union with one field of one name',
    subgraphs: {
      orders: {
        sdl: `
          type Query { orders: [Order] }
          type Order { items: [Item!] first: Item }
          union Item = Paper | Digital | Note
          type Paper { product: Product } type Digital { product: Product } type Note { text: String }
          type Product @key(fields: "id") { id: ID! }
        `,
        root: {
          orders: [
            {
              items: [
                { __typename: 'Paper', product: { id: '1' } },
                { __typename: 'Digital', product: { id: '2' } },
                { __typename: 'Note', text: 'hi' },
              ],
              first: { __typename: 'Digital', product: { id: '3' } },
            },
            { items: [], first: null },
          ],
        },
      },
      products: {
        sdl: 'type Product @key(fields: "id") { id: ID! name: String label(n: Int): String }',
        entities: { Product: products },
        resolvers: { Product: { label: ({ id }: { id: string }, { n }: { n: number }) => `${id}-${n}` } },
      },
    },
    operations: [
      {
        name: 'the entities of all members, in one call',
        query:
          '{ orders { items { ... on Paper { product { name } } ... on Digital { product { name } } } } }',
        data: {
          orders: [
            { items: [{ product: { name: 'product 1' } }, { product: { name: 'product 2' } }, {}] },
            { items: [] },
          ],
        },
        maxCalls: { orders: 1, products: 1 },
      },
      {
        name: 'with other arguments for each member',
        query: `{ orders { items { ... on Paper { product { label(n: 1) } } ... on Digital { other: product { label(n: 2) } } ... on Note { text } } } }`,
        data: {
          orders: [
            { items: [{ product: { label: '1-1' } }, { other: { label: '2-2' } }, { text: 'hi' }] },
            { items: [] },
          ],
        },
        maxCalls: { orders: 1, products: 2 },
      },
      {
        name: 'entities of one member only',
        query:
          '{ orders { first { ... on Paper { product { name } } } items { ... on Digital { product { id name } } } } }',
        data: {
          orders: [
            { first: {}, items: [{}, { product: { id: '2', name: 'product 2' } }, {}] },
            { first: null, items: [] },
          ],
        },
      },
      {
        name: 'a fragment on the union within a fragment on a member',
        query: `{ orders { first { __typename ... on Digital { ... on Item { ... on Paper { product { id } } ... on Digital { product { id } } } } } } }`,
        data: { orders: [{ first: { __typename: 'Digital', product: { id: '3' } } }, { first: null }] },
        maxCalls: { orders: 1, products: 0 },
      },
      {
        name: 'a condition on a member and its type name',
        query: `query ($v: Boolean!) { orders { first { ... on Digital @include(if: $v) { product { name } } __typename @skip(if: $v) } } }`,
        variables: { v: false },
        data: { orders: [{ first: { __typename: 'Digital' } }, { first: null }] },
        maxCalls: { orders: 1, products: 0 },
      },
    ],
  },
  {
    name: 'one object with and without a condition',
    subgraphs: {
      only: {
        sdl: `
          type Query { dummy: Dummy card: Card! }
          type Dummy { plain: String! skipped: String! }
          interface Card { id: Int! other: Card player: Player! } interface Player { id: Int! slug: String! }
          type Red implements Card { id: Int! other: Red player: Striker! }
          type Blue implements Card { id: Int! other: Card player: Player! }
          type Striker implements Player { id: Int! slug: String! goals: Int }
        `,
        root: {
          dummy: { plain: 'p', skipped: 's' },
          card: { __typename: 'Red', id: 1, other: { id: 2 }, player: { id: 7, slug: 'kane', goals: 3 } },
        },
      },
    },
    operations: [
      {
        name: 'only what is selected under the condition is skipped',
        query: `query ($v: Boolean!) { ...Conditional dummy { plain } }
          fragment Conditional on Query { dummy @skip(if: $v) { skipped } }`,
        variables: { v: true },
        data: { dummy: { plain: 'p' } },
      },
      {
        name: 'fragments of other implementations where a type is narrower',
        query: `{ card { ...OnCard ... on Red { player { goals } } } }
          fragment OnCard on Card { other { ... on Blue { id } ... on Red { id } } player { id ...OnPlayer } }
          fragment OnPlayer on Player { slug ... on Striker { goals } }`,
        data: { card: { other: { id: 2 }, player: { id: 7, slug: 'kane', goals: 3 } } },
        maxCalls: { only: 1 },
      },
    ],
  },
  {
    name: 'a value behind an interface, complete only by the keys of its implementations',
    subgraphs: {
      list: {
        sdl: `
          type Query { items: [Item] }
          interface Item { id: ID! data: Data }
          type Book implements Item @key(fields: "id") { id: ID! data: Data @shareable }
          type Film implements Item @key(fields: "id") { id: ID! data: Data @shareable }
          type Data @shareable { x: Int }
        `,
        root: {
          items: [
            { __typename: 'Book', id: 'b', data: { x: 1 } },
            { __typename: 'Film', id: 'f', data: { x: 2 } },
            { __typename: 'Film', id: 'g', data: null },
          ],
        },
        entities: { Book: [{ id: 'b', data: { x: 1 } }], Film: [{ id: 'f', data: { x: 2 } }] },
      },
      more: {
        sdl: `
          type Book @key(fields: "id") { id: ID! data: Data @shareable }
          type Film @key(fields: "id") { id: ID! data: Data @shareable }
          type Data @shareable { x: Int y: Int }
        `,
        entities: {
          Book: [{ id: 'b', data: { x: 1, y: 10 } }],
          Film: [
            { id: 'f', data: { x: 2, y: 20 } },
            { id: 'g', data: null },
          ],
        },
      },
    },
    operations: [
      {
        name: 'a field that the first subgraph lacks',
        query: '{ items { data { y } } }',
        data: { items: [{ data: { y: 10 } }, { data: { y: 20 } }, { data: null }] },
        maxCalls: { list: 1, more: 1 },
      },
      {
        name: 'for one implementation',
        query: '{ items { data { x } ... on Film { data { y } } } }',
        data: { items: [{ data: { x: 1 } }, { data: { x: 2, y: 20 } }, { data: null }] },
        maxCalls: { list: 1, more: 1 },
      },
    ],
  },
  {
    name: 'requirements of an @interfaceObject, selected for some types',
    subgraphs: {
      media: {
        sdl: `
          type Query { media: [Media] }
          interface Media @key(fields: "id") { id: ID! title: String }
          type Video implements Media @key(fields: "id") { id: ID! title: String length: Int }
          type Text implements Media @key(fields: "id") { id: ID! title: String }
        `,
        root: { media: media() },
        entities: {
          Media: media(),
          Video: media().filter(({ __typename }) => __typename === 'Video'),
          Text: media().filter(({ __typename }) => __typename === 'Text'),
        },
      },
      authors: {
        sdl: `
          type Query { author: Author }
          type Author { works: [Media] }
          type Media @key(fields: "id") @interfaceObject {
            id: ID! title: String @external author: String shout: String @requires(fields: "title")
          }
        `,
        root: {
          author: {
            works: [
              { id: 't', author: 'Bo' },
              { id: 'v', author: 'Ann' },
            ],
          },
        },
        entities: {
          Media: [
            { id: 'v', author: 'Ann' },
            { id: 't', author: 'Bo' },
          ],
        },
        resolvers: { Media: { shout: ({ title }: { title: string }) => title.toUpperCase() } },
      },
      lists: {
        sdl: `
          type Query { playlist: Playlist }
          type Playlist { media: Media }
          type Media @key(fields: "id", resolvable: false) @interfaceObject { id: ID! }
        `,
        root: { playlist: { media: { id: 'v' } } },
      },
    },
    operations: [
      {
        name: 'for one type',
        query: '{ media { ... on Video { shout length } id } }',
        data: { media: [{ shout: 'VIDEO', length: 9, id: 'v' }, { id: 't' }] },
        maxCalls: { media: 1, authors: 1 },
      },
      {
        name: 'from an object that came without its type',
        query: '{ author { works { ... on Text { shout author } __typename } } }',
        data: {
          author: {
            works: [{ shout: 'TEXT', author: 'Bo', __typename: 'Text' }, { __typename: 'Video' }],
          },
        },
      },
      {
        name: 'through a subgraph that only refers to the interface',
        query: '{ playlist { media { author ... on Video { length } ... on Text { title } } } }',
        data: { playlist: { media: { author: 'Ann', length: 9 } } },
        maxCalls: { lists: 1, media: 1, authors: 1 },
      },
      {
        name: 'a type that is needed although the field that tells it is skipped',
        query: 'query ($v: Boolean!) { author { works { ... on Text { author } title @skip(if: $v) } } }',
        variables: { v: true },
        data: { author: { works: [{ author: 'Bo' }, {}] } },
      },
      {
        name: 'fragments that no object matches',
        query: '{ author { works { ... on Text { ... on Media { ... on Video { length } } } } } }',
        data: { author: { works: [{}, {}] } },
      },
      {
        name: 'a skipped fragment on a type',
        query: 'query ($v: Boolean!) { author { works { ... on Text @skip(if: $v) { title } } } }',
        variables: { v: true },
        data: { author: { works: [{}, {}] } },
      },
      {
        name: 'a fragment on a type that is never included',
        query: '{ author { works { ... on Text @include(if: false) { title } } } }',
        data: { author: { works: [{}, {}] } },
      },
      {
        name: 'a skipped fragment on a type beside a field',
        query: 'query ($v: Boolean!) { author { works { author ... on Text { title @skip(if: $v) } } } }',
        variables: { v: true },
        data: { author: { works: [{ author: 'Bo' }, { author: 'Ann' }] } },
      },
    ],
  },
];

function media(): { __typename: string; id: string; title: string; length?: number }[] {
  return [
    { __typename: 'Video', id: 'v', title: 'video', length: 9 },
    { __typename: 'Text', id: 't', title: 'text' },
  ];
}
