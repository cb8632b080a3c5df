import type { Scenario } from '../harness/scenario.ts';

const writers = [
  { __typename: 'Writer', id: 'w1', pen: 'Ada', city: 'Bonn' },
  { __typename: 'Writer', id: 'w2', pen: 'Bo', city: null },
];

interface Placed {
  readonly place?: {
    readonly town?: string;
    readonly lane?: { readonly no?: number; readonly name?: string };
  };
}

export const selectionTreeScenarios: readonly Scenario[] = [
  {
    name: 'one field, with a stricter type in an implementation',
    subgraphs: {
      press: {
        sdl: `
          type Query { works: [Work!]! }
          interface Work { by: Author team: [Author] }
          interface Author { pen: String city: String }
          type Novel implements Work { by: Writer! team: [Writer!]! }
          type Poster implements Work { by: Author team: [Author] }
          type Writer implements Author @key(fields: "id") { id: ID! pen: String city: String }
          type Machine implements Author { pen: String city: String }
        `,
        root: {
          works: [
            { __typename: 'Novel', by: writers[0], team: writers },
            {
              __typename: 'Poster',
              by: { __typename: 'Machine', pen: 'M', city: 'Ulm' },
              team: [{ __typename: 'Machine', pen: 'M', city: 'Ulm' }, null],
            },
          ],
        },
      },
      people: {
        sdl: `type Writer @key(fields: "id") { id: ID! age: Int }`,
        entities: {
          Writer: [
            { id: 'w1', age: 40 },
            { id: 'w2', age: 50 },
          ],
        },
      },
    },
    operations: [
      {
        name: 'two aliases with different parts of an object',
        query: '{ works { by { pen } ... on Novel { writer: by { city } } } }',
        data: {
          works: [{ by: { pen: 'Ada' }, writer: { city: 'Bonn' } }, { by: { pen: 'M' } }],
        },
      },
      {
        name: 'the stricter one first, and in a list',
        query: '{ works { ... on Novel { all: team { id city } } team { pen } } }',
        data: {
          works: [
            {
              all: [
                { id: 'w1', city: 'Bonn' },
                { id: 'w2', city: null },
              ],
              team: [{ pen: 'Ada' }, { pen: 'Bo' }],
            },
            { team: [{ pen: 'M' }, null] },
          ],
        },
      },
      {
        name: 'another subgraph continues from both',
        query: '{ works { by { pen ... on Writer { age } } ... on Novel { writer: by { id city age } } } }',
        data: {
          works: [
            { by: { pen: 'Ada', age: 40 }, writer: { id: 'w1', city: 'Bonn', age: 40 } },
            { by: { pen: 'M' } },
          ],
        },
      },
    ],
  },
  {
    name: '@requires of an object in overlapping fragments',
    subgraphs: {
      zoo: {
        sdl: `
          type Query { keepers: [Keeper!]! }
          type Keeper @key(fields: "id") { id: ID! animal: Animal }
          interface Animal { place: Place }
          type Ape implements Animal { place: Place tool: String }
          type Owl implements Animal { place: Place }
          type Place { town: String lane: Lane }
          type Lane { no: Int name: String }
        `,
        root: {
          keepers: [
            {
              id: 'k1',
              animal: {
                __typename: 'Ape',
                tool: 'stick',
                place: { town: 'Ulm', lane: { no: 7, name: 'Long' } },
              },
            },
            { id: 'k2', animal: { __typename: 'Owl', place: { town: 'Bonn', lane: null } } },
          ],
        },
      },
      signs: {
        sdl: `
          type Keeper @key(fields: "id") {
            id: ID!
            animal: Animal @external
            sign: String @requires(fields: """
              animal { place { town } ... on Ape { tool place { lane { no } } } ... on Animal { place { lane { name } } } }
            """)
          }
          interface Animal { place: Place }
          type Ape implements Animal @external { place: Place tool: String }
          type Owl implements Animal @external { place: Place }
          type Place @external { town: String lane: Lane }
          type Lane @external { no: Int name: String }
        `,
        entities: { Keeper: [{ id: 'k1' }, { id: 'k2' }] },
        resolvers: {
          Keeper: {
            sign: ({ animal: { place } = {} }: { animal?: Placed }) =>
              [place?.town, place?.lane?.no, place?.lane?.name].join(' '),
          },
        },
      },
    },
    operations: [
      {
        name: 'all parts are sent',
        query: '{ keepers { sign } }',
        data: { keepers: [{ sign: 'Ulm 7 Long' }, { sign: 'Bonn  ' }] },
      },
    ],
  },
];
