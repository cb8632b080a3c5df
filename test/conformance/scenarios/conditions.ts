import type { Scenario } from '../harness/scenario.ts';

const cards = [
  { id: '1', title: 'one', hits: 1 },
  { id: '2', title: 'two', hits: 2 },
];

export const conditionScenarios: readonly Scenario[] = [
  {
    name: '@skip and @include',
    subgraphs: {
      cards: {
        sdl: `
          type Query { cards: [Card] card: Card }
          type Card @key(fields: "id") { id: ID! title: String hits: Int }
        `,
        root: { cards, card: cards[0] },
        entities: { Card: cards },
      },
      likes: {
        sdl: `
          type Query { liked: [Card] }
          type Card @key(fields: "id") {
            id: ID! hits: Int @external
            likes: Int! fans(first: Int): [String] best: Card
            score: Int @requires(fields: "hits")
          }
        `,
        root: { liked: [{ id: '2', likes: 20, fans: [] }] },
        entities: {
          Card: [
            {
              id: '1',
              likes: 10,
              fans: ({ first }: { first: number }) => ['a', 'b'].slice(0, first),
              best: { id: '2' },
            },
            { id: '2', likes: 20, fans: [], best: null },
          ],
        },
        resolvers: { Card: { score: ({ hits }: { hits: number }) => hits * 7 } },
      },
    },
    operations: [
      {
        name: 'constants',
        query:
          '{ card { id @skip(if: true) title @skip(if: false) likes @include(if: false) hits @include(if: true) } }',
        data: { card: { title: 'one', hits: 1 } },
        maxCalls: { likes: 0 },
      },
      {
        name: 'a fetch that a variable disables is not made',
        query:
          'query ($on: Boolean!) { card { title likes @include(if: $on) } liked @include(if: $on) { id } }',
        variables: { on: false },
        data: { card: { title: 'one' } },
        maxCalls: { cards: 1, likes: 0 },
      },
      {
        name: 'a fetch that a variable enables is made',
        query: 'query ($off: Boolean!) { card { title ... @skip(if: $off) { likes } } }',
        variables: { off: false },
        data: { card: { title: 'one', likes: 10 } },
      },
      {
        name: 'both on one field: only skip=false with include=true selects it',
        query: `query ($t: Boolean!, $f: Boolean!) { card {
          a: likes @skip(if: $t) @include(if: $t)
          b: likes @skip(if: $t) @include(if: $f)
          c: likes @skip(if: $f) @include(if: $t)
          d: likes @skip(if: $f) @include(if: $f)
        } }`,
        variables: { t: true, f: false },
        data: { card: { c: 10 } },
      },
      {
        name: 'conditions on nested spreads',
        query: `
          query ($a: Boolean!, $b: Boolean!) { cards { ...F @include(if: $a) id } }
          fragment F on Card { title ... on Card @skip(if: $b) { likes best { ...G @skip(if: $a) __typename } } }
          fragment G on Card { hits }
        `,
        variables: { a: true, b: false },
        data: {
          cards: [
            { title: 'one', likes: 10, best: { __typename: 'Card' }, id: '1' },
            { title: 'two', likes: 20, best: null, id: '2' },
          ],
        },
      },
      {
        name: 'one field is skipped in one selection and selected in another',
        query:
          'query ($x: Boolean!) { card { likes @skip(if: $x) ... on Card { likes @include(if: $x) } title @skip(if: $x) title } }',
        variables: { x: true },
        data: { card: { likes: 10, title: 'one' } },
      },
      {
        name: 'a required field that the client skips is still required',
        query: 'query ($x: Boolean!) { card { hits @skip(if: $x) score } }',
        variables: { x: true },
        data: { card: { score: 7 } },
      },
      {
        name: 'a key that the client skips is still a key',
        query: 'query ($x: Boolean!) { card { id @include(if: $x) likes } }',
        variables: { x: false },
        data: { card: { likes: 10 } },
      },
      {
        name: 'an object whose fields are all skipped is still an object',
        query: 'query ($x: Boolean!) { card { title @skip(if: $x) likes @skip(if: $x) } }',
        variables: { x: true },
        data: { card: {} },
        maxCalls: { likes: 0 },
      },
      {
        name: 'all fields of the operation are skipped',
        query: 'query ($x: Boolean!) { card @skip(if: $x) { title } }',
        variables: { x: true },
        data: {},
        maxCalls: { cards: 0, likes: 0 },
      },
      {
        name: 'the default of the variable decides',
        query:
          'query ($x: Boolean = true, $n: Int = 1) { card { fans(first: $n) @include(if: $x) title @skip(if: $x) } }',
        data: { card: { fans: ['a'] } },
      },
      {
        name: 'the same query again with other values',
        query:
          'query ($x: Boolean = true, $n: Int = 1) { card { fans(first: $n) @include(if: $x) title @skip(if: $x) } }',
        variables: { x: false, n: 2 },
        data: { card: { title: 'one' } },
      },
    ],
  },
];
