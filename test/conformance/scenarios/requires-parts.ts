import type { Scenario } from '../harness/scenario.ts';

interface Stocked {
  readonly shelves?: readonly { readonly label?: string; readonly owner?: string | null }[] | null;
}

interface Priced {
  readonly crate?: { readonly cost?: number; readonly depth?: number } | null;
}

export const requiresPartScenarios: readonly Scenario[] = [
  {
    name: '@requires of different parts of one list of entities',
    subgraphs: {
      halls: {
        sdl: `
          type Query { hall: Hall halls: [Hall] }
          type Hall @key(fields: "id") { id: ID! shelves: [Shelf!] first: Shelf }
          type Shelf @key(fields: "id") { id: ID! label: String! }
        `,
        root: {
          hall: {
            id: 'h',
            shelves: [
              { id: 's1', label: 'A' },
              { id: 's2', label: 'B' },
            ],
            first: { id: 's1', label: 'A' },
          },
          halls: [{ id: 'h', shelves: [{ id: 's1', label: 'A' }] }, null],
        },
      },
      owners: {
        sdl: `type Shelf @key(fields: "id") { id: ID! owner: String }`,
        fails: 'SUBGRAPH_UNAVAILABLE',
      },
      plans: {
        sdl: `
          type Hall @key(fields: "id") {
            id: ID!
            shelves: [Shelf!] @external
            first: Shelf @external
            labels: [String!] @requires(fields: "shelves { label }")
            owned: [String] @requires(fields: "shelves { label owner }")
            front: String @requires(fields: "first { label }")
            best: String @requires(fields: "first { owner }")
            floor: Int
          }
          type Shelf @key(fields: "id") { id: ID! label: String! @external owner: String @external }
        `,
        entities: { Hall: [{ id: 'h', floor: 3 }] },
        resolvers: {
          Hall: {
            labels: ({ shelves }: Stocked) => shelves?.map(({ label }) => label),
            owned: ({ shelves }: Stocked) => shelves?.map(({ label, owner }) => `${label}:${owner}`),
            front: ({ first }: { first: { label: string } }) => first.label,
            best: ({ first }: { first: { owner: string } }) => first.owner,
          },
        },
      },
    },
    operations: [
      {
        name: 'a part that fails fails only the fields that need it',
        query: '{ hall { labels owned front best floor } }',
        data: { hall: { labels: ['A', 'B'], owned: null, front: 'A', best: null, floor: 3 } },
        errors: 'some',
      },
    ],
  },
  {
    name: '@requires of different parts of one list under opposite conditions',
    subgraphs: {
      halls: {
        sdl: `
          type Query { hall: Hall halls: [[Hall]] }
          type Hall @key(fields: "id") { id: ID! shelves: [Shelf!] }
          type Shelf @key(fields: "id") { id: ID! label: String! owner: String }
        `,
        root: {
          hall: { id: 'h', shelves: [{ id: 's1', label: 'A', owner: 'Jo' }] },
          halls: [[{ id: 'h', shelves: [{ id: 's1', label: 'A', owner: 'Jo' }] }, null]],
        },
      },
      plans: {
        sdl: `
          type Hall @key(fields: "id") {
            id: ID!
            shelves: [Shelf!] @external
            labels: [String!] @requires(fields: "shelves { label }")
            owned: [String!] @requires(fields: "shelves { label owner }")
            floor: Int
          }
          type Shelf @key(fields: "id") { id: ID! label: String! @external owner: String @external }
        `,
        entities: { Hall: [{ id: 'h', floor: 3 }] },
        resolvers: {
          Hall: {
            labels: ({ shelves }: Stocked) => shelves?.map(({ label }) => label),
            owned: ({ shelves }: Stocked) => shelves?.map(({ label, owner }) => `${label}:${owner}`),
          },
        },
      },
    },
    operations: [true, false].flatMap((on) =>
      [true, false].map((more) => ({
        name: `on: ${on}, more: ${more}`,
        query: `
          query ($on: Boolean! = true, $more: Boolean!) {
            hall { ...Labels @include(if: $on) ...Owned @skip(if: $on) }
            halls { ...Owned @include(if: $on) ...Labels @skip(if: $on) again: labels @include(if: $more) }
          }
          fragment Labels on Hall { labels floor @include(if: $more) }
          fragment Owned on Hall { owned }
        `,
        variables: { on, more },
        ...(on && { knownFaults: { reference: 'a list is reduced to the part that another field needs' } }),
        data: {
          hall: on ? { labels: ['A'], ...(more && { floor: 3 }) } : { owned: ['A:Jo'] },
          halls: [
            [
              {
                ...(on ? { owned: ['A:Jo'] } : { labels: ['A'], ...(more && { floor: 3 }) }),
                ...(more && { again: ['A'] }),
              },
              null,
            ],
          ],
        },
      })),
    ),
  },
  {
    name: '@requires of one nested field with different arguments',
    subgraphs: {
      store: {
        sdl: `
          type Query { lots: [Lot!]! }
          type Lot @key(fields: "id") { id: ID! crate: Crate }
          type Crate { cost(in: String, at: [Int!]): Int depth: Int }
        `,
        root: {
          lots: [
            { id: 'l1', crate: { depth: 9 } },
            { id: 'l2', crate: null },
          ],
        },
        resolvers: {
          Crate: {
            cost: (_crate: unknown, { in: unit, at }: { in?: string; at?: number[] }) =>
              (unit === 'yen' ? 1000 : 1) * (at?.length ?? 0),
          },
        },
      },
      rates: {
        sdl: `
          type Lot @key(fields: "id") {
            id: ID!
            crate: Crate @external
            cheap: String @requires(fields: "crate { cost(in: \\"franc\\", at: [1]) }")
            dear: String @requires(fields: "crate { cost(in: \\"yen\\", at: [1, 2]) depth }")
          }
          type Crate @external { cost(in: String, at: [Int!]): Int depth: Int }
        `,
        entities: { Lot: [{ id: 'l1' }, { id: 'l2' }] },
        resolvers: {
          Lot: {
            cheap: ({ crate }: Priced) => `${crate?.cost}`,
            dear: ({ crate }: Priced) => `${crate?.cost} ${crate?.depth}`,
          },
        },
      },
    },
    operations: [
      {
        name: 'each field receives its own',
        query: '{ lots { cheap dear crate { cost(in: "yen") } } }',
        data: {
          lots: [
            { cheap: '1', dear: '2000 9', crate: { cost: 0 } },
            { cheap: 'undefined', dear: 'undefined undefined', crate: null },
          ],
        },
        knownFaults: { reference: 'one argument for both' },
      },
    ],
  },
];
