import { invalidValue, type Scenario } from '../harness/scenario.ts';

export const keyFormScenarios: readonly Scenario[] = [
  {
    name: 'keys of many forms on one entity',
    subgraphs: {
      shelf: {
        sdl: `
          type Query { shelf: Shelf }
          type Shelf { parts: [Part!]! }
          type Part
            @key(fields: "code { maker serial }", resolvable: false)
            @key(fields: "id code { serial lot }")
            @key(fields: "vendorId", resolvable: false)
            @key(fields: "id", resolvable: false) {
            id: ID!
            vendorId: ID!
            code: Code!
            name: String! @external
            label: String! @requires(fields: "name")
          }
          type Code { maker: ID! serial: ID! lot: ID! }
        `,
        root: {
          shelf: { parts: [{ id: 'p1', vendorId: 'v1', code: { maker: 'm', serial: 's', lot: 'l' } }] },
        },
        entities: { Part: [{ id: 'p1', code: { maker: 'm', serial: 's', lot: 'l' } }] },
        resolvers: { Part: { label: ({ name }: { name: string }) => `label of ${name}` } },
      },
      parts: {
        sdl: `
          type Part
            @key(fields: "id")
            @key(fields: "vendorId", resolvable: false)
            @key(fields: "code { maker serial }", resolvable: false)
            @key(fields: "id code { serial lot }", resolvable: false) {
            id: ID!
            vendorId: ID!
            code: Code!
            name: String!
          }
          type Code { maker: ID! serial: ID! lot: ID! }
        `,
        entities: {
          Part: [{ id: 'p1', vendorId: 'v1', code: { maker: 'm', serial: 's', lot: 'l' }, name: 'bolt' }],
        },
      },
    },
    operations: [
      {
        name: 'a fetch by one key, and one back by another',
        query: '{ shelf { parts { id name label } } }',
        data: { shelf: { parts: [{ id: 'p1', name: 'bolt', label: 'label of bolt' }] } },
      },
      {
        name: 'the key for the fetch back is fetched though it is not selected',
        query: '{ shelf { parts { label } } }',
        data: { shelf: { parts: [{ label: 'label of bolt' }] } },
      },
    ],
  },
  {
    name: 'composite keys with objects and lists in them',
    subgraphs: {
      teams: {
        sdl: `
          type Query { team: Team }
          type Team @key(fields: "id members { id }") { id: ID! members: [Member!]! }
          type Member @key(fields: "id") { id: ID! }
        `,
        root: { team: { id: 't', members: [{ id: 'm1' }, { id: 'm2' }] } },
      },
      scores: {
        sdl: `
          type Team @key(fields: "id members { id }") { id: ID! members: [Member!]! score: Int }
          type Member @key(fields: "id") { id: ID! }
        `,
        entities: { Team: [{ id: 't', members: [{ id: 'm1' }, { id: 'm2' }], score: 42 }] },
      },
      people: {
        sdl: `type Member @key(fields: "id") { id: ID! name: String }`,
        entities: {
          Member: [
            { id: 'm1', name: 'Ann' },
            { id: 'm2', name: 'Bo' },
          ],
        },
      },
    },
    operations: [
      {
        name: 'a key that is a list of entities',
        query: '{ team { score } }',
        data: { team: { score: 42 } },
      },
      {
        name: 'a client that has another field under the name of a key gets both',
        knownFaults: { reference: 'its planner drops the field behind the alias' },
        query: '{ team { score members: id people: members { id: name key: id } } }',
        data: {
          team: {
            score: 42,
            members: 't',
            people: [
              { id: 'Ann', key: 'm1' },
              { id: 'Bo', key: 'm2' },
            ],
          },
        },
      },
    ],
  },
  {
    name: 'a chain of keys through subgraphs without selected fields',
    subgraphs: {
      a: {
        sdl: `type Query { node: Node nodes: [Node] } type Node @key(fields: "a") { a: ID! }`,
        root: { node: { a: 'a1' }, nodes: [{ a: 'a1' }, { a: 'a2' }, { a: 'a3' }] },
      },
      b: {
        sdl: `type Node @key(fields: "a") @key(fields: "b") { a: ID! b: ID! }`,
        entities: {
          Node: [
            { a: 'a1', b: 'b1' },
            { a: 'a3', b: 'b3' },
          ],
        },
      },
      c: {
        sdl: `type Node @key(fields: "b") @key(fields: "c { v }") { b: ID! c: Deep! } type Deep { v: ID! }`,
        entities: {
          Node: [
            { b: 'b1', c: { v: 'c1' } },
            { b: 'b3', c: { v: 'c3' } },
          ],
        },
      },
      d: {
        sdl: `type Node @key(fields: "c { v }") { c: Deep! end: String firm: String! } type Deep { v: ID! }`,
        entities: { Node: [{ c: { v: 'c1' }, end: 'arrived', firm: 'yes' }] },
      },
    },
    operations: [
      {
        name: 'three hops',
        query: '{ node { end } }',
        data: { node: { end: 'arrived' } },
        maxCalls: { a: 1, b: 1, c: 1, d: 1 },
      },
      {
        name: 'entities that are lost in a chain are null, the others are resolved',
        query: '{ nodes { a end } }',
        data: {
          nodes: [
            { a: 'a1', end: 'arrived' },
            { a: 'a2', end: null },
            { a: 'a3', end: null },
          ],
        },
        maxCalls: { a: 1, b: 1, c: 1, d: 1 },
      },
      {
        name: 'a non-null value nulls its object, each with its own error',
        query: '{ nodes { a firm } }',
        data: { nodes: [{ a: 'a1', firm: 'yes' }, null, null] },
        errors: [
          { path: ['nodes', 1, 'firm'], code: invalidValue },
          { path: ['nodes', 2, 'firm'], code: invalidValue },
        ],
      },
    ],
  },
];
