import type { Scenario } from '../harness/scenario.ts';

const goods = [
  { upc: '1', weight: 10, size: { w: 2, h: 3, unit: { code: 'cm' } }, tags: ['a', 'b'] },
  { upc: '2', weight: null, size: null, tags: [] },
];

interface Sized {
  readonly weight: number | null;
  readonly size: { readonly w: number; readonly h: number; readonly unit: { readonly code: string } } | null;
}

const aliased = 'a client field under the name of a required one is sent in its place';

export const requiresScenarios: readonly Scenario[] = [
  {
    name: '@requires of plain and nested fields',
    subgraphs: {
      goods: {
        sdl: `
          type Query { goods: [Good] }
          type Good @key(fields: "upc") { upc: ID! weight: Int size: Size tags: [String!] }
          type Size { w: Int h: Int unit: Unit }
          type Unit { code: String }
        `,
        root: { goods },
        entities: { Good: goods },
      },
      shipping: {
        sdl: `
          type Good @key(fields: "upc") {
            upc: ID!
            weight: Int @external
            size: Size @external
            tags: [String!] @external
            byWeight: Int @requires(fields: "weight")
            bySize: String @requires(fields: "size { h unit { code } }")
            byBoth: String @requires(fields: "weight size { w }")
            byTags: Int @requires(fields: "tags")
            insured: Boolean
          }
          type Size @external { w: Int h: Int unit: Unit }
          type Unit @external { code: String }
        `,
        entities: {
          Good: [
            { upc: '1', insured: true },
            { upc: '2', insured: false },
          ],
        },
        resolvers: {
          Good: {
            byWeight: ({ weight }: { weight: number | null }) => (weight === null ? -1 : weight * 2),
            bySize: ({ size }: Sized) => size && `${size.h} ${size.unit.code}`,
            byBoth: ({ weight, size }: Sized) => `${weight} ${size?.w}`,
            byTags: ({ tags }: { tags: unknown[] }) => tags.length,
          },
        },
      },
    },
    operations: [
      {
        name: 'a required null is sent as null',
        query: '{ goods { byWeight byTags } }',
        data: {
          goods: [
            { byWeight: 20, byTags: 2 },
            { byWeight: -1, byTags: 0 },
          ],
        },
        maxCalls: { goods: 1, shipping: 1 },
      },
      {
        name: 'parts of one object for two fields',
        query: '{ goods { size { w } bySize byBoth insured } }',
        data: {
          goods: [
            { size: { w: 2 }, bySize: '3 cm', byBoth: '10 2', insured: true },
            { size: null, bySize: null, byBoth: 'null undefined', insured: false },
          ],
        },
      },
      {
        name: 'client aliases that are names of required fields',
        knownFaults: { reference: aliased },
        query: '{ goods { weight: upc size: byWeight upc: bySize } }',
        data: {
          goods: [
            { weight: '1', size: 20, upc: '3 cm' },
            { weight: '2', size: -1, upc: null },
          ],
        },
      },
      {
        name: 'an alias of a required field inside the required object',
        knownFaults: { reference: aliased },
        query: '{ goods { size { h: w w: h unit { code: __typename } } bySize } }',
        data: {
          goods: [
            { size: { h: 2, w: 3, unit: { code: 'Unit' } }, bySize: '3 cm' },
            { size: null, bySize: null },
          ],
        },
      },
    ],
  },
  {
    name: '@requires through an interface',
    subgraphs: {
      pets: {
        sdl: `
          type Query { owners: [Owner] }
          type Owner @key(fields: "id") { id: ID! pet: Pet }
          interface Pet { name: String legs: Int }
          type Dog implements Pet @shareable { name: String legs: Int breed: String }
          type Bird implements Pet @shareable { name: String legs: Int wings: Int }
        `,
        root: {
          owners: [
            { id: 'o1', pet: { __typename: 'Dog', name: 'Rex', legs: 4, breed: 'mutt' } },
            { id: 'o2', pet: { __typename: 'Bird', name: 'Tweety', legs: 2, wings: 2 } },
            { id: 'o3', pet: null },
          ],
        },
      },
      vet: {
        sdl: `
          type Owner @key(fields: "id") {
            id: ID!
            pet: Pet @external
            bill: String
              @requires(fields: "pet { name ... on Dog { breed } ... on Bird { wings } }")
            petKind: String @requires(fields: "pet { __typename }")
          }
          interface Pet { name: String }
          type Dog implements Pet @shareable { name: String breed: String }
          type Bird implements Pet @shareable { name: String wings: Int }
        `,
        entities: { Owner: [{ id: 'o1' }, { id: 'o2' }, { id: 'o3' }] },
        resolvers: {
          Owner: {
            bill: ({ pet }: { pet: { name: string; breed?: string; wings?: number } | null }) =>
              pet && `${pet.name}/${pet.breed}/${pet.wings}`,
            petKind: ({ pet }: { pet: { __typename: string } | null }) => pet?.__typename,
          },
        },
      },
    },
    operations: [
      {
        name: 'with fragments on its types',
        query: '{ owners { bill petKind } }',
        data: {
          owners: [
            { bill: 'Rex/mutt/undefined', petKind: 'Dog' },
            { bill: 'Tweety/undefined/2', petKind: 'Bird' },
            { bill: null, petKind: null },
          ],
        },
      },
      {
        name: 'the client reads the same object with another selection',
        knownFaults: { reference: aliased },
        query: '{ owners { pet { wings: legs ... on Dog { name: breed } ... on Bird { name } } bill } }',
        data: {
          owners: [
            { pet: { wings: 4, name: 'mutt' }, bill: 'Rex/mutt/undefined' },
            { pet: { wings: 2, name: 'Tweety' }, bill: 'Tweety/undefined/2' },
            { pet: null, bill: null },
          ],
        },
      },
    ],
  },
];
