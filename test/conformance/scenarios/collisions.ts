import type { Scenario } from '../harness/scenario.ts';

const products = [
  { id: 'p1', name: 'lamp', weight: 2 },
  { id: 'p2', name: 'sofa', weight: 30 },
];

const reference = 'its planner takes fields with one response key for the same field';

export const collisionScenarios: readonly Scenario[] = [
  {
    name: 'aliases that collide with keys',
    subgraphs: {
      products: {
        sdl: `
          type Query { products: [Product] product(id: ID!): Product }
          type Product @key(fields: "id") { id: ID! name: String weight: Int }
        `,
        root: {
          products,
          product: ({ id }: { id: string }) => products.find((product) => product.id === id),
        },
        entities: { Product: products },
      },
      reviews: {
        sdl: `
          type Product @key(fields: "id") { id: ID! stars(from: Int = 0): Int best(from: Int = 0): [Review!] }
          type Review { text(max: Int): String product: Product }
        `,
        entities: { Product: [{ id: 'p1' }, { id: 'p2' }] },
        resolvers: {
          Product: {
            stars: ({ id }: { id: string }, { from }: { from: number }) => Number(id.slice(1)) + from,
            best: ({ id }: { id: string }, { from }: { from: number }) => [{ id, from }],
          },
          Review: {
            text: ({ from }: { from: number }, { max }: { max?: number }) => `from ${from} max ${max}`,
            product: ({ id }: { id: string }) => ({ id }),
          },
        },
      },
    },
    operations: [
      {
        name: 'another field has the name of the key as its alias',
        knownFaults: { reference },
        query: '{ products { id: name stars } }',
        data: {
          products: [
            { id: 'lamp', stars: 1 },
            { id: 'sofa', stars: 2 },
          ],
        },
      },
      {
        name: "the key and another field have each other's name as alias",
        query: '{ products { id: stars stars: id } }',
        data: {
          products: [
            { id: 1, stars: 'p1' },
            { id: 2, stars: 'p2' },
          ],
        },
      },
      {
        name: 'a renamed key next to the key',
        query: '{ products { key: id id stars } }',
        data: {
          products: [
            { key: 'p1', id: 'p1', stars: 1 },
            { key: 'p2', id: 'p2', stars: 2 },
          ],
        },
      },
      {
        name: 'a renamed type name next to fields of another subgraph',
        query: '{ products { kind: __typename __typename stars } }',
        data: {
          products: [
            { kind: 'Product', __typename: 'Product', stars: 1 },
            { kind: 'Product', __typename: 'Product', stars: 2 },
          ],
        },
      },
      {
        name: 'one field twice with different arguments',
        query: '{ product(id: "p2") { a: stars b: stars(from: 10) stars(from: 100) } }',
        data: { product: { a: 2, b: 12, stars: 102 } },
        maxCalls: { products: 1, reviews: 1 },
      },
      {
        name: 'the same response key with other arguments at another position',
        query:
          '{ product(id: "p1") { stars(from: 1) best { product { stars(from: 5) best(from: 7) { text(max: 1) } } } } }',
        data: { product: { stars: 2, best: [{ product: { stars: 6, best: [{ text: 'from 7 max 1' }] } }] } },
      },
      {
        name: 'one root field twice, of different products, with swapped names',
        query:
          '{ p2: product(id: "p1") { id stars } p1: product(id: "p2") { id stars } product(id: "p0") { stars } }',
        data: { p2: { id: 'p1', stars: 1 }, p1: { id: 'p2', stars: 2 }, product: null },
      },
      {
        name: 'the same field in several fragments is one field',
        query: `
          { product(id: "p1") { ...A ...B best { text } } }
          fragment A on Product { best { t2: text(max: 2) } stars }
          fragment B on Product { best { product { name } } stars }
        `,
        data: {
          product: {
            best: [{ t2: 'from 0 max 2', product: { name: 'lamp' }, text: 'from 0 max undefined' }],
            stars: 1,
          },
        },
      },
    ],
  },
  {
    name: 'one response key for different fields of different types',
    subgraphs: {
      media: {
        sdl: `
          type Query { media: [Media] }
          union Media = Book | Film
          type Book @key(fields: "id") { id: ID! title: String }
          type Film @key(fields: "id") { id: ID! name: String }
        `,
        root: {
          media: [
            { __typename: 'Book', id: 'b', title: 'Emma' },
            { __typename: 'Film', id: 'f', name: 'Heat' },
          ],
        },
      },
      facts: {
        sdl: `
          type Book @key(fields: "id") { id: ID! pages: Int words(of: String): Int by: Person }
          type Film @key(fields: "id") { id: ID! minutes: Int words(of: String): Int by: Studio }
          type Person { name: String }
          type Studio { label: String }
        `,
        entities: {
          Book: [
            { id: 'b', pages: 300, words: ({ of }: { of?: string }) => of?.length, by: { name: 'Jane' } },
          ],
          Film: [
            { id: 'f', minutes: 170, words: ({ of }: { of?: string }) => of?.length, by: { label: 'WB' } },
          ],
        },
      },
    },
    operations: [
      {
        name: 'both are from one subgraph',
        query: '{ media { ... on Book { it: title } ... on Film { it: name } } }',
        data: { media: [{ it: 'Emma' }, { it: 'Heat' }] },
      },
      {
        name: 'both are from another subgraph',
        query: '{ media { ... on Book { it: pages } ... on Film { it: minutes } } }',
        data: { media: [{ it: 300 }, { it: 170 }] },
      },
      {
        name: 'both have different arguments',
        query: '{ media { ... on Book { it: words(of: "a") } ... on Film { it: words(of: "bcd") } } }',
        data: { media: [{ it: 1 }, { it: 3 }] },
      },
      {
        name: 'objects of different types',
        query: '{ media { ... on Book { by { it: name } } ... on Film { by { it: label } } } }',
        data: { media: [{ by: { it: 'Jane' } }, { by: { it: 'WB' } }] },
      },
      {
        name: 'under the name of the key',
        knownFaults: { reference },
        query: '{ media { ... on Book { id: title pages } ... on Film { id: name minutes } } }',
        data: {
          media: [
            { id: 'Emma', pages: 300 },
            { id: 'Heat', minutes: 170 },
          ],
        },
      },
    ],
  },
];
