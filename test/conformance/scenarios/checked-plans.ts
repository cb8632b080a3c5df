import type { Scenario } from '../harness/scenario.ts';

const code = 'QUERY_PLANNING_FAILED';

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
        name: 'the fetch waits for it',
        query: '{ files { nr end } }',
        data: { files: [{ nr: 1, end: 'u1 10' }, null, { nr: 2, end: 'u2 20' }] },
        knownFaults: { reference: 'the last subgraph is not asked' },
      },
    ],
  },
  {
    name: 'a chain of @requires of which the middle has moved',
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
        name: 'is an error where the plan asks too early',
        query: '{ parcels { bill } }',
        data: null,
        errors: [{ path: ['parcels'], code }],
        knownFaults: { reference: 'computes from nothing' },
      },
      {
        name: 'is no error from the middle',
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
        entities: { Tape: [{ label: { tag: 't' }, stock: 2 }] },
        resolvers: { Tape: { tint: ({ label }: { label: { hue?: number } }) => `${label.hue}` } },
      },
    },
    operations: [
      {
        name: 'is an error where the plan asks for the requirement where it is external',
        query: '{ tapes { tint } }',
        data: null,
        errors: 'some',
        knownFaults: { reference: 'asks for what is external' },
      },
      {
        name: 'is no error without the requirement',
        query: '{ tapes { stock label { hue } } }',
        data: { tapes: [{ stock: 2, label: { hue: 5 } }] },
      },
    ],
  },
];
