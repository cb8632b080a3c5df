import { GraphQLScalarType } from 'graphql';
import type { Scenario } from '../harness/scenario.ts';

const reversed = new GraphQLScalarType({
  name: 'Reversed',
  serialize: (value) => [...String(value)].reverse().join(''),
  parseValue: (value) => [...String(value)].reverse().join(''),
});

export const inputScenarios: readonly Scenario[] = [
  {
    name: 'inputs, defaults and scalars',
    subgraphs: {
      a: {
        sdl: `
          scalar Any
          scalar Reversed
          enum Unit { KG LB }
          input Range { from: Int = 1 to: Int! unit: Unit = KG inner: Range tags: [String!] = ["x"] }
          type Query {
            echo(range: Range, list: [[Int]], any: Any, id: ID, flag: Boolean = true, float: Float): String
            back(text: Reversed): Reversed
            any: Any
            big: Float
            item: Item
          }
          type Item @key(fields: "id") { id: ID! }
        `,
        root: {
          echo: (given: object) => JSON.stringify(given),
          back: ({ text }: { text: string }) => text,
          any: { deep: [1, { null: null }], text: 'é "quoted" \u2028 \ud83d\ude00', empty: {} },
          big: 1e21,
          item: { id: 7 },
        },
        resolvers: { Reversed: reversed },
      },
      b: {
        sdl: `
          scalar Any
          enum Unit { KG LB }
          input Range { from: Int = 1 to: Int! unit: Unit = KG inner: Range tags: [String!] = ["x"] }
          type Item @key(fields: "id") { id: ID! echo(range: Range = { to: 9 }, any: Any, units: [Unit!] = [LB]): String }
        `,
        entities: { Item: [{ id: '7', echo: (given: object) => JSON.stringify(given) }] },
      },
    },
    operations: [
      {
        name: 'literals with nested defaults',
        query:
          '{ echo(range: { to: 2, inner: { to: 3, unit: LB, tags: [] } }, list: [[1, null], [], null]) }',
        data: {
          echo: '{"range":{"from":1,"to":2,"unit":"KG","inner":{"from":1,"to":3,"unit":"LB","tags":[]},"tags":["x"]},"list":[[1,null],[],null],"flag":true}',
        },
      },
      {
        name: 'variables with nested defaults, null is not absent',
        query: 'query ($r: Range, $f: Boolean, $x: Float) { echo(range: $r, flag: $f, float: $x) }',
        variables: { r: { to: 2, from: null }, f: null },
        data: { echo: '{"range":{"from":null,"to":2,"unit":"KG","tags":["x"]},"flag":null}' },
      },
      {
        name: 'variables inside literals',
        query:
          'query ($to: Int!, $tag: String!, $any: Any) { echo(range: { to: $to, tags: [$tag] }, any: { k: $any }, list: [[$to]]) }',
        variables: { to: 5, tag: 't', any: { a: [1] } },
        data: {
          echo: '{"range":{"from":1,"to":5,"unit":"KG","tags":["t"]},"list":[[5]],"any":{"k":{"a":[1]}},"flag":true}',
        },
      },
      {
        name: 'one value is coerced to a list of it, an integer to an ID and a float',
        query: '{ echo(list: 1, id: 5, float: 2) }',
        data: { echo: '{"list":[[1]],"id":"5","flag":true,"float":2}' },
      },
      {
        name: 'arguments of a field of an entity',
        query:
          'query ($u: [Unit!], $any: Any) { item { a: echo b: echo(range: { to: 1 }, units: $u, any: $any) } }',
        variables: { u: ['KG'], any: { __proto: 1 } },
        data: {
          item: {
            a: '{"range":{"from":1,"to":9,"unit":"KG","tags":["x"]},"units":["LB"]}',
            b: '{"range":{"from":1,"to":1,"unit":"KG","tags":["x"]},"any":{"__proto":1},"units":["KG"]}',
          },
        },
      },
      {
        name: 'a custom scalar is validated by the subgraph',
        query: 'query ($t: Reversed) { back(text: $t) }',
        variables: { t: 'abc' },
        data: { back: 'abc' },
      },
      {
        name: 'values of every kind are passed on unmodified',
        query: '{ any big item { id } }',
        data: {
          any: { deep: [1, { null: null }], text: 'é "quoted" \u2028 \ud83d\ude00', empty: {} },
          big: 1e21,
          item: { id: '7' },
        },
      },
      {
        name: 'a variable of a wrong type',
        query: 'query ($r: Range) { echo(range: $r) }',
        variables: { r: { from: 'x', to: 1 } },
        data: undefined,
        errors: [{ code: 'BAD_USER_INPUT' }],
      },
    ],
  },
];
