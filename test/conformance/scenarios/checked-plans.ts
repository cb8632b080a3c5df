import type { Scenario } from '../harness/scenario.ts';

interface Coded {
  readonly mark?: { readonly size?: number } | null;
}

export const checkedPlanScenarios: readonly Scenario[] = [
  {
    name: '@requires of another part of an object that is a key on the way',
    subgraphs: {
      lists: {
        sdl: `
          type Query { files: [File] }
          type File @key(fields: "nr") { nr: Int! }
        `,
        root: { files: [{ nr: 1 }, null, { nr: 2 }] },
      },
      marks: {
        sdl: `
          type File @key(fields: "nr") @key(fields: "mark { name }") { nr: Int! mark: Mark! }
          type Mark { name: ID! size: Int @shareable }
        `,
        entities: {
          File: [
            { nr: 1, mark: { name: 'm1', size: 10 } },
            { nr: 2, mark: { name: 'm2', size: 20 } },
          ],
        },
      },
      uids: {
        sdl: `
          type File @key(fields: "mark { name }") @key(fields: "uid") { mark: Mark! uid: ID! }
          type Mark { name: ID! size: Int @shareable }
        `,
        entities: {
          File: [
            { uid: 'u1', mark: { name: 'm1', size: 10 } },
            { uid: 'u2', mark: { name: 'm2', size: 20 } },
          ],
        },
      },
      ends: {
        sdl: `
          type File @key(fields: "uid") { uid: ID! mark: Mark! @external end: String @requires(fields: "mark { size }") }
          type Mark @external { size: Int }
        `,
        entities: { File: [{ uid: 'u1' }, { uid: 'u2' }] },
        resolvers: {
          File: { end: ({ uid, mark }: Coded & { uid: string }) => `${uid} ${mark?.size}` },
        },
      },
    },
    operations: [
      {
        name: 'the fetch waits for the required value',
        query: '{ files { nr end } }',
        data: { files: [{ nr: 1, end: 'u1 10' }, null, { nr: 2, end: 'u2 20' }] },
        knownFaults: { reference: 'the last subgraph is not called' },
      },
    ],
  },
  {
    name: 'a chain of @requires whose middle has moved',
    subgraphs: {
      weights: {
        sdl: `type Parcel @key(fields: "id") { id: ID! weight: Int }`,
        entities: { Parcel: [{ id: 'p', weight: 4 }] },
      },
      former: {
        sdl: `type Parcel @key(fields: "id") { id: ID! fee: Int }`,
        entities: { Parcel: [{ id: 'p', fee: 1 }] },
      },
      post: {
        sdl: `
          type Query { parcels: [Parcel!]! }
          type Parcel @key(fields: "id") {
            id: ID!
            weight: Int @external
            fee: Int @override(from: "former") @requires(fields: "weight")
          }
        `,
        root: { parcels: [{ id: 'p' }] },
        entities: { Parcel: [{ id: 'p' }] },
        resolvers: { Parcel: { fee: ({ weight }: { weight?: number }) => weight && weight * 2 } },
      },
      bills: {
        sdl: `
          type Parcel @key(fields: "id") { id: ID! fee: Int @external bill: Int @requires(fields: "fee") }
        `,
        entities: { Parcel: [{ id: 'p' }] },
        resolvers: { Parcel: { bill: ({ fee }: { fee: number | null }) => (fee ?? -100) + 1 } },
      },
    },
    operations: [
      {
        name: 'each requirement is fetched before the field that needs it',
        query: '{ parcels { bill } }',
        data: { parcels: [{ bill: 9 }] },
        knownFaults: { reference: 'computes from missing values' },
      },
      {
        name: 'a selection from the middle is no error',
        query: '{ parcels { id fee } }',
        data: { parcels: [{ id: 'p', fee: 8 }] },
      },
    ],
  },
  {
    name: 'a key and a requirement in one object',
    subgraphs: {
      base: {
        sdl: `
          type Query { tapes: [Tape!]! }
          type Tape @key(fields: "label { tag }") { label: Label! }
          type Label { tag: ID! hue: Int }
        `,
        root: { tapes: [{ label: { tag: 't', hue: 5 } }] },
      },
      shop: {
        sdl: `
          type Tape @key(fields: "label { tag }") {
            label: Label!
            tint: String @requires(fields: "label { hue }")
            stock: Int
          }
          type Label { tag: ID! hue: Int @external }
        `,
        resolvers: {
          Tape: {
            __resolveReference: (tape: object) => ({ ...tape, stock: 2 }),
            tint: ({ label }: { label: { hue?: number } }) => `${label.hue}`,
          },
        },
      },
    },
    operations: [
      {
        name: 'the requirement is sent beside the key',
        query: '{ tapes { tint } }',
        data: { tapes: [{ tint: '5' }] },
        knownFaults: { reference: 'fetches an external field' },
      },
      {
        name: 'a selection without the requirement is no error',
        query: '{ tapes { stock label { hue } } }',
        data: { tapes: [{ stock: 2, label: { hue: 5 } }] },
      },
    ],
  },
];
