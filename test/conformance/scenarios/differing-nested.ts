import type { JsonObject, Scenario } from '../harness/scenario.ts';

const dropped = {
  reference: 'no fields are fetched of a type that another subgraph with the same field never returns',
};

/** In `a` and `c` alike; each has fields of its own. */
const box = (id: string): JsonObject => ({
  ...{ __typename: 'Box', id, name: `box ${id}` },
  inner: {
    size: 1,
    sides: [[{ depth: 1, things: [small, big] }, null], [{ depth: 2, things: [big] }]],
    lead: big,
    top: { depth: 3, things: [big, small] },
  },
});
const small = { __typename: 'Small', label: 'small', part: { weight: 1, price: 10 } };
const big = {
  ...{ __typename: 'Big', height: 7, label: 'big', width: 8, kin: { __typename: 'Small', label: 'kin' } },
  part: { weight: 2, price: 20, maker: { id: 'm', name: 'Mo' } },
};

const values = `
  type Inner @shareable { size: Int sides: [[Side]] lead: Named top: Side }
  type Small implements Named & Thing @shareable { mark: Int label: String part: Part }
  interface Named { label: String }
`;

/** The dropped fields belong to a nested value, and another subgraph has them. */
export const differingNestedScenarios: readonly Scenario[] = [
  {
    name: 'a member that several subgraphs know in part',
    subgraphs: {
      a: {
        sdl: `
          type Query { box: Box boxes: [Box] root: Inner @shareable held: [Held] inner(at: Int): Inner @shareable }
          type Mutation { fold: Box }
          interface Held { id: ID! inner: Inner }
          type Box implements Held @key(fields: "id") { id: ID! name: String inner: Inner @shareable }
          type Bag implements Held @key(fields: "id") { id: ID! inner: Inner @shareable }
          ${values}
          type Side @shareable { depth: Int things(first: Int): [Thing] }
          interface Thing { mark: Int }
          type Big implements Named & Thing @shareable { mark: Int height: Int label: String part: Part kin: Thing }
          type Part @shareable { weight: Int }
        `,
        root: {
          ...{ box: box('1'), boxes: [box('1'), box('2')], root: box('')['inner'], inner: box('')['inner'] },
          held: [box('1'), { ...box('2'), __typename: 'Bag' }],
          fold: box('1'),
        },
        entities: { Box: [box('1'), box('2')], Bag: [box('2')] },
      },
      b: {
        sdl: `
          type Query { root: Inner @shareable inner(at: Int): Inner @shareable }
          type Box @key(fields: "id") { id: ID! inner: Inner @shareable }
          ${values}
          type Side @shareable { depth: Int things(first: Int): [Thing] }
          interface Thing { mark: Int }
          type Other implements Thing { mark: Int label: Int }
          type Part @shareable { weight: Int }
        `,
      },
      c: {
        sdl: `
          type Query { root: Inner @shareable inner(at: Int): Inner @shareable }
          type Box @key(fields: "id") { id: ID! inner: Inner @shareable }
          type Bag @key(fields: "id") { id: ID! inner: Inner @shareable }
          ${values}
          type Side @shareable { depth: Int things(first: Int): [Thing] }
          interface Thing { mark: Int }
          type Big implements Named & Thing @shareable { mark: Int label: String width(in: String = "cm"): Int part: Part kin: Thing}
          type Part @shareable { price(in: String): Int maker: Maker }
          type Maker @key(fields: "id") { id: ID! }
        `,
        root: { root: box('')['inner'], inner: box('')['inner'] },
        entities: { Box: [box('1'), box('2')], Bag: [box('2')] },
      },
      d: {
        sdl: `
          type Query { found: Box }
          type Box @key(fields: "id") { id: ID! }
          type Maker @key(fields: "id") { id: ID! name: String }
        `,
        root: { found: { id: '2' } },
        entities: { Maker: [{ id: 'm', name: 'Mo' }] },
      },
    },
    operations: [
      {
        name: 'below an entity, in lists of lists',
        query:
          '{ box { name inner { size sides { things { __typename ... on Big { height width part { weight price } } } } } } }',
        data: {
          box: {
            name: 'box 1',
            inner: {
              size: 1,
              sides: [
                [
                  {
                    things: [
                      { __typename: 'Small' },
                      { __typename: 'Big', height: 7, width: 8, part: { weight: 2, price: 20 } },
                    ],
                  },
                  null,
                ],
                [
                  {
                    things: [{ __typename: 'Big', height: 7, width: 8, part: { weight: 2, price: 20 } }],
                  },
                ],
              ],
            },
          },
        },
        maxCalls: { a: 1, b: 0, c: 1, d: 0 },
        knownFaults: dropped,
      },
      {
        name: 'below each entity of a list',
        query: '{ boxes { inner { top { things { ... on Big { width } ... on Small { label } } } } } }',
        data: {
          boxes: [
            { inner: { top: { things: [{ width: 8 }, { label: 'small' }] } } },
            { inner: { top: { things: [{ width: 8 }, { label: 'small' }] } } },
          ],
        },
        maxCalls: { a: 1, b: 0, c: 1 },
        knownFaults: dropped,
      },
      {
        name: 'below a field of the root',
        query: '{ root { top { things { ... on Big { height width } } } } }',
        data: { root: { top: { things: [{ height: 7, width: 8 }, {}] } } },
        maxCalls: { a: 1, b: 0, c: 1 },
        knownFaults: dropped,
      },
      {
        name: 'below an entity that comes from a subgraph without the field',
        query: '{ found { inner { top { things { ... on Big { height part { price } } } } } } }',
        data: { found: { inner: { top: { things: [{ height: 7, part: { price: 20 } }, {}] } } } },
        maxCalls: { a: 1, b: 0, c: 1, d: 1 },
        knownFaults: dropped,
      },
      {
        name: 'below an interface whose types the subgraph with the wider interface lacks',
        query: '{ held { __typename inner { top { things { ... on Big { width height } } } } } }',
        data: {
          held: [
            { __typename: 'Box', inner: { top: { things: [{ width: 8, height: 7 }, {}] } } },
            { __typename: 'Bag', inner: { top: { things: [{ width: 8, height: 7 }, {}] } } },
          ],
        },
        maxCalls: { a: 1, b: 0, c: 2 },
        knownFaults: dropped,
      },
      {
        name: 'with aliases, arguments and named fragments',
        query: `query ($at: Int, $in: String) { one: inner(at: $at) { ...I } two: inner(at: 3) { high: top { ...S } } }
          fragment I on Inner { over: top { ...S } }
          fragment S on Side { first: things(first: 2) { ...B } things { ... on Named { label } } }
          fragment B on Big { width: height height: width(in: $in) label: part { weight: price(in: "x") price: weight } }`,
        variables: { at: 1, in: 'mm' },
        data: {
          one: {
            over: {
              first: [{ width: 7, height: 8, label: { weight: 20, price: 2 } }, {}],
              things: [{ label: 'big' }, { label: 'small' }],
            },
          },
          two: {
            high: {
              first: [{ width: 7, height: 8, label: { weight: 20, price: 2 } }, {}],
              things: [{ label: 'big' }, { label: 'small' }],
            },
          },
        },
        maxCalls: { b: 0 },
        knownFaults: dropped,
      },
      {
        name: 'under conditions, some of which are true',
        query: `query ($yes: Boolean!, $no: Boolean!) { box { inner @include(if: $yes) { top {
          things { ... on Big @skip(if: $no) { height width @include(if: $no) part { price @include(if: $yes) } } }
          things @include(if: $no) { ... on Big { kin { ... on Small { part { price } } } } }
        } } } }`,
        variables: { yes: true, no: false },
        data: { box: { inner: { top: { things: [{ height: 7, part: { price: 20 } }, {}] } } } },
        maxCalls: { a: 1, b: 0, c: 1 },
        knownFaults: dropped,
      },
      {
        name: 'not fetched if its conditions are false',
        query: `query ($no: Boolean!) { box { inner { top { things { ... on Big { height ... @include(if: $no) { width } } } } } } }`,
        variables: { no: false },
        data: { box: { inner: { top: { things: [{ height: 7 }, {}] } } } },
        maxCalls: { a: 1, b: 0, c: 0 },
        knownFaults: dropped,
      },
      {
        name: 'with an entity inside of it that a further subgraph extends',
        query: '{ box { inner { top { things { ... on Big { part { maker { name } } } } } } } }',
        data: { box: { inner: { top: { things: [{ part: { maker: { name: 'Mo' } } }, {}] } } } },
        maxCalls: { a: 1, b: 0, c: 1, d: 1 },
        knownFaults: dropped,
      },
      {
        name: 'in the result of a mutation, below an entity',
        query: 'mutation { fold { inner { top { things { ... on Big { width height } } } } } }',
        data: { fold: { inner: { top: { things: [{ width: 8, height: 7 }, {}] } } } },
        maxCalls: { a: 1, b: 0, c: 1 },
        knownFaults: dropped,
      },
    ],
  },
  {
    name: 'a member that no reachable subgraph knows completely',
    subgraphs: {
      a: {
        sdl: `
          type Query { pile: Pile @shareable box: Box @shareable }
          type Box @shareable { pile: Pile }
          type Pile @shareable { things: [Thing] }
          interface Thing { mark: Int }
          type Small implements Thing @shareable { mark: Int label: String }
          type Big implements Thing @shareable { mark: Int height: Int }
        `,
        root: { pile: { things: [big] }, box: { pile: { things: [big] } } },
      },
      b: {
        sdl: `
          type Query { pile: Pile @shareable box: Box @shareable }
          type Box @shareable { pile: Pile }
          type Pile @shareable { things: [Thing] }
          interface Thing { mark: Int }
          type Small implements Thing @shareable { mark: Int label: String }
          type Other implements Thing { mark: Int label: Int }
        `,
      },
      c: {
        sdl: `
          type Query { box: Box @shareable }
          type Box @shareable { pile: Pile }
          type Pile @shareable { things: [Thing] }
          interface Thing { mark: Int }
          type Small implements Thing @shareable { mark: Int label: String }
          type Big implements Thing @shareable { mark: Int width: Int }
        `,
        root: { box: { pile: { things: [big] } } },
      },
    },
    operations: [
      {
        name: 'there is a path from another field of the root',
        query: '{ box { pile { things { ... on Big { height width } } } } }',
        data: { box: { pile: { things: [{ height: 7, width: 8 }] } } },
        maxCalls: { a: 1, b: 0, c: 1 },
        knownFaults: dropped,
      },
      {
        name: 'an error in place of a null',
        query: '{ pile { things { ... on Big { height width } } } box { pile { things { __typename } } } }',
        data: null,
        errors: [{ path: ['pile', 'things'], code: 'QUERY_PLANNING_FAILED' }],
        maxCalls: { a: 0, b: 0, c: 0 },
        knownFaults: dropped,
      },
    ],
  },
];
