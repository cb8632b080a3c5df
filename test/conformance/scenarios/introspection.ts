import type { Scenario } from '../harness/scenario.ts';

export const introspectionScenarios: readonly Scenario[] = [
  {
    name: 'introspection and type names',
    subgraphs: {
      a: {
        sdl: `
          "All that can be asked."
          type Query { shape: Shape one: One pick(kind: Kind = BIG): [One!]! }
          type Mutation { touch: One }
          interface Shape { id: ID! }
          type One implements Shape @key(fields: "id") { id: ID! old: String @deprecated(reason: "use id") }
          enum Kind { BIG SMALL @deprecated }
        `,
        root: { shape: { __typename: 'One', id: '1' }, one: { id: '1' }, pick: [], touch: { id: '1' } },
      },
      b: {
        sdl: `type One @key(fields: "id") { id: ID! extra: Int }`,
        entities: { One: [{ id: '1', extra: 5 }] },
      },
    },
    operations: [
      {
        name: 'type names at the root need no subgraph',
        query: '{ __typename again: __typename }',
        data: { __typename: 'Query', again: 'Query' },
        maxCalls: { a: 0, b: 0 },
      },
      {
        name: 'the root of mutations has a name',
        query: 'mutation { __typename touch { extra } }',
        data: { __typename: 'Mutation', touch: { extra: 5 } },
      },
      {
        name: 'type names on an interface, among fields of two subgraphs',
        query: '{ shape { t: __typename ... on One { u: __typename extra } } }',
        data: { shape: { t: 'One', u: 'One', extra: 5 } },
      },
      {
        name: 'introspection next to data',
        query:
          '{ one { extra } __schema { queryType { name description } mutationType { name } subscriptionType { name } } }',
        data: {
          one: { extra: 5 },
          __schema: {
            queryType: { name: 'Query', description: 'All that can be asked.' },
            mutationType: { name: 'Mutation' },
            subscriptionType: null,
          },
        },
      },
      {
        name: 'a type with arguments of its own, twice under aliases, with a variable',
        query: `query ($all: Boolean!, $name: String!) {
          a: __type(name: $name) { fields(includeDeprecated: $all) { name isDeprecated } }
          b: __type(name: "One") { fields { name type { kind ofType { name } } } interfaces { name } }
          kind: __type(name: "Kind") { enumValues(includeDeprecated: true) { name deprecationReason } }
        }`,
        variables: { all: true, name: 'One' },
        data: {
          a: {
            fields: [
              { name: 'id', isDeprecated: false },
              { name: 'old', isDeprecated: true },
              { name: 'extra', isDeprecated: false },
            ],
          },
          b: {
            fields: [
              { name: 'id', type: { kind: 'NON_NULL', ofType: { name: 'ID' } } },
              { name: 'extra', type: { kind: 'SCALAR', ofType: null } },
            ],
            interfaces: [{ name: 'Shape' }],
          },
          kind: {
            enumValues: [
              { name: 'BIG', deprecationReason: null },
              { name: 'SMALL', deprecationReason: 'No longer supported' },
            ],
          },
        },
        maxCalls: { a: 0, b: 0 },
      },
      {
        name: 'nothing of the federation is published',
        query: `{
          entity: __type(name: "_Entity") { name }
          any: __type(name: "_Any") { name }
          graph: __type(name: "join__Graph") { name }
          fields: __type(name: "Query") { fields { name args { name defaultValue } } }
        }`,
        data: {
          entity: null,
          any: null,
          graph: null,
          fields: {
            fields: [
              { name: 'shape', args: [] },
              { name: 'one', args: [] },
              { name: 'pick', args: [{ name: 'kind', defaultValue: 'BIG' }] },
            ],
          },
        },
      },
      {
        name: 'introspection disabled and enabled by a variable, in a fragment',
        query:
          'query ($i: Boolean!) { ...I one { id } } fragment I on Query { __schema @include(if: $i) { queryType { name } } }',
        variables: { i: false },
        data: { one: { id: '1' } },
      },
    ],
  },
];
