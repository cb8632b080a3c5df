import type { Scenario } from '../harness/scenario.ts';

const text = { __typename: 'Text', body: 'b' };
const shop = { __typename: 'Shop', id: 's', title: 't' };
const film = { __typename: 'Film', url: 'u', length: 9 };

/** A dropped and restored selection resolves objects that no other fetch had. */
export const differingFurtherScenarios: readonly Scenario[] = [
  {
    name: 'a restored selection resolves objects with further selections',
    subgraphs: {
      a: {
        sdl: `
          type Query { shown: [Shown] @shareable }
          interface Shown { mark: Int }
          type Text implements Shown @shareable { mark: Int body: String }
          type Item implements Shown @key(fields: "id") { mark: Int @shareable id: ID! }
          type Shop implements Shown @key(fields: "id") { mark: Int @shareable id: ID! title: String }
        `,
        root: { shown: [text, shop, null] },
        entities: { Shop: [shop] },
      },
      b: {
        sdl: `
          type Query { shown: [Shown] @shareable item: Item }
          interface Shown { mark: Int }
          type Text implements Shown @shareable { mark: Int body: String }
          type Item implements Shown @key(fields: "id") { mark: Int @shareable id: ID! name: String }
          type Film implements Shown @shareable { mark: Int url: String }
        `,
        root: { shown: [text, null, film], item: { id: 'i', name: 'thing' } },
      },
      c: {
        sdl: `
          type Query { shown: [Shown] @shareable }
          interface Shown { mark: Int }
          type Text implements Shown @shareable { mark: Int body: String }
          type Film implements Shown @shareable { mark: Int url: String length: Int }
          type Shop implements Shown @key(fields: "id") { mark: Int @shareable id: ID! }
        `,
        root: { shown: [text, shop, film] },
      },
    },
    operations: [
      {
        name: 'further fields of a member that only the second path has',
        query:
          '{ shown { ... on Text { body } ... on Shop { title } ... on Film { length } } item { id name } }',
        data: { shown: [{ body: 'b' }, { title: 't' }, { length: 9 }], item: { id: 'i', name: 'thing' } },
        maxCalls: { a: 1, b: 1, c: 1 },
        knownFaults: {
          reference:
            'no fields are fetched of a type that another subgraph with the same field never returns',
        },
      },
    ],
  },
];
