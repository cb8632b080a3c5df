import type { Scenario } from '../harness/scenario.ts';

const dropped = {
  reference: 'no fields are fetched of a type that another subgraph with the same field never returns',
};

const common = { __typename: 'Common', label: 'both' };
const onlyA = {
  __typename: 'OnlyA',
  id: 'a1',
  kind: 7,
  text: 'of a',
  more: [common, { __typename: 'OnlyA', id: 'a2', kind: 8, text: 'deeper', more: [] }],
};
const onlyB = { __typename: 'OnlyB', kind: 'b', text: 'of b' };
const inA = { id: 'c1', wrapper: { actions: [common, onlyA] } };
const inB = { id: 'c1', wrapper: { actions: [common, onlyB] } };

/** Two subgraphs share a field whose objects can have types that only one of them knows. */
export const differingTypeScenarios: readonly Scenario[] = [
  {
    name: 'a shared field of an interface with different implementations in value types',
    subgraphs: {
      a: {
        sdl: `
          type Query { rootA: Container shared: Container @shareable }
          type Mutation { touch: Container }
          type Container @key(fields: "id") { id: ID! wrapper: Wrapper @shareable }
          type Wrapper @shareable { actions(first: Int): [Action!]! }
          interface Action { mark: Int }
          type Common implements Action @shareable { mark: Int label: String kind: String }
          type OnlyA implements Action @key(fields: "id") { mark: Int id: ID! kind: Int! text: String more: [Action] }
        `,
        root: { rootA: inA, touch: inA, shared: { id: 'c2', wrapper: { actions: [common] } } },
        entities: { Container: [inA] },
      },
      b: {
        sdl: `
          type Query { rootB: Container shared: Container @shareable }
          type Container @key(fields: "id") { id: ID! wrapper: Wrapper @shareable second: Wrapper }
          type Wrapper @shareable { actions(first: Int): [Action!]! }
          interface Action { mark: Int }
          type Common implements Action @shareable { mark: Int label: String kind: String }
          type OnlyB implements Action { mark: Int kind: String! text: String }
        `,
        root: { rootB: inB, shared: { id: 'c2', wrapper: { actions: [common] } } },
        entities: { Container: [{ ...inB, second: inB.wrapper }] },
      },
      c: {
        sdl: `type OnlyA @key(fields: "id") { id: ID! stars(from: Int): Int text2: String text: String @external note: String @requires(fields: "text") }`,
        entities: { OnlyA: [{ id: 'a1', stars: 5 }] },
        resolvers: { OnlyA: { note: ({ text }: { text: string }) => `note: ${text}` } },
      },
    },
    operations: [
      {
        name: 'each member that the current subgraph knows',
        query: `{
          rootA { wrapper { actions { __typename ... on Common { label } ... on OnlyA { text } ... on OnlyB { text } } } }
          rootB { wrapper { actions { __typename ... on Common { label } ... on OnlyA { text } ... on OnlyB { text } } } }
        }`,
        data: {
          rootA: { wrapper: { actions: [common, { __typename: 'OnlyA', text: 'of a' }] } },
          rootB: { wrapper: { actions: [common, { __typename: 'OnlyB', text: 'of b' }] } },
        },
        maxCalls: { a: 1, b: 1, c: 0 },
        knownFaults: dropped,
      },
      {
        name: 'only such a member',
        query: '{ rootA { wrapper { actions { ... on OnlyA { text } } } } }',
        data: { rootA: { wrapper: { actions: [{}, { text: 'of a' }] } } },
        maxCalls: { a: 1, b: 0 },
        knownFaults: dropped,
      },
      {
        name: 'a member that cannot occur has no results',
        query: '{ rootA { wrapper { actions { __typename ... on OnlyB { text } } } } }',
        data: { rootA: { wrapper: { actions: [{ __typename: 'Common' }, { __typename: 'OnlyA' }] } } },
        maxCalls: { a: 1, b: 0 },
      },
      {
        name: 'only members that all subgraphs know',
        query:
          '{ shared { wrapper { actions { __typename ... on Common { label } ... on OnlyA { text } } } } }',
        data: { shared: { wrapper: { actions: [common] } } },
      },
      {
        name: 'a field that only one subgraph has',
        query: '{ rootA { second { actions { ... on OnlyB { text } ... on OnlyA { text } } } } }',
        data: { rootA: { second: { actions: [{}, { text: 'of b' }] } } },
      },
      {
        name: 'under aliases with another meaning for other members',
        query: `{ rootA { wrapper { all: actions(first: 2) {
          ... on Common { text: label kind } ... on OnlyA { label: text number: kind again: kind }
        } } } }`,
        data: {
          rootA: {
            wrapper: {
              all: [
                { text: 'both', kind: null },
                { label: 'of a', number: 7, again: 7 },
              ],
            },
          },
        },
        maxCalls: { a: 1 },
        knownFaults: dropped,
      },
      {
        name: 'with fields and requirements of other subgraphs for the member',
        query: '{ rootA { wrapper { actions { ... on OnlyA { stars(from: 1) note } } } } }',
        data: { rootA: { wrapper: { actions: [{}, { stars: 5, note: 'note: of a' }] } } },
        maxCalls: { a: 1, b: 0, c: 1 },
        knownFaults: dropped,
      },
      {
        name: 'one such member inside of another',
        query: `{ rootA { wrapper { actions { ...A } } } }
          fragment A on OnlyA { text more { __typename ... on Common { label } ... on OnlyA { kind } } }`,
        data: {
          rootA: {
            wrapper: {
              actions: [{}, { text: 'of a', more: [common, { __typename: 'OnlyA', kind: 8 }] }],
            },
          },
        },
        maxCalls: { a: 1 },
        knownFaults: dropped,
      },
      {
        name: 'under conditions that are true',
        query: `query ($yes: Boolean! = true, $no: Boolean = false, $n: Int) { rootA { wrapper @include(if: $yes) { actions {
          ... on OnlyA @include(if: $yes) { text kind @skip(if: $yes) stars(from: $n) @skip(if: $no) }
        } } } }`,
        variables: { n: 2 },
        data: { rootA: { wrapper: { actions: [{}, { text: 'of a', stars: 5 }] } } },
        maxCalls: { a: 1, c: 1 },
        knownFaults: dropped,
      },
      {
        name: 'under conditions that are false, next to unconditional selections',
        query: `query ($no: Boolean!) { rootA { wrapper { actions {
          ... on OnlyA @include(if: $no) { text stars } ... @skip(if: $no) { ... on OnlyA { kind } }
        } } } }`,
        variables: { no: false },
        data: { rootA: { wrapper: { actions: [{}, { kind: 7 }] } } },
        maxCalls: { a: 1, c: 0 },
        knownFaults: dropped,
      },
      {
        name: 'in the result of a mutation',
        query: 'mutation { touch { wrapper { actions { ... on OnlyA { text stars } } } } }',
        data: { touch: { wrapper: { actions: [{}, { text: 'of a', stars: 5 }] } } },
        maxCalls: { a: 1, c: 1 },
        knownFaults: dropped,
      },
    ],
  },
  {
    name: 'a shared field of an interface with different implementations',
    subgraphs: {
      a: {
        sdl: `
          type Query { boxes: [Box] places: [Place] }
          interface Place { id: ID! lead: Named }
          type Box implements Place @key(fields: "id") { id: ID! lead: Named @shareable }
          type Tent implements Place { id: ID! lead: Named }
          interface Named { name: String }
          interface Sized { size: Int }
          type Cat implements Named @shareable { name: String }
          type Dog implements Named & Sized { name: String size: Int }
        `,
        root: {
          boxes: [
            { id: '1', lead: { __typename: 'Dog', name: 'Rex', size: 3 } },
            { id: '2', lead: { __typename: 'Cat', name: 'Tom' } },
          ],
          places: [
            { __typename: 'Box', id: '1', lead: { __typename: 'Dog', name: 'Rex', size: 3 } },
            { __typename: 'Tent', id: '3', lead: { __typename: 'Dog', name: 'Ada', size: 4 } },
          ],
        },
      },
      b: {
        sdl: `
          type Query { other: Cat }
          type Box @key(fields: "id") { id: ID! lead: Cat @shareable }
          type Cat @shareable { name: String }
        `,
      },
    },
    operations: [
      {
        name: 'a type that the other subgraph does not have',
        query: '{ boxes { lead { ... on Dog { name size } ... on Cat { name } } } }',
        data: { boxes: [{ lead: { name: 'Rex', size: 3 } }, { lead: { name: 'Tom' } }] },
        maxCalls: { a: 1, b: 0 },
        knownFaults: dropped,
      },
      {
        name: 'an interface that only such a type implements',
        query: '{ boxes { lead { __typename ... on Sized { size } } } }',
        data: { boxes: [{ lead: { __typename: 'Dog', size: 3 } }, { lead: { __typename: 'Cat' } }] },
        maxCalls: { a: 1, b: 0 },
        knownFaults: dropped,
      },
      {
        name: 'reached through an interface, next to a fragment on one of its types',
        query: '{ places { lead { ... on Dog { size } } ... on Tent { lead { ... on Dog { name } } } } }',
        data: { places: [{ lead: { size: 3 } }, { lead: { size: 4, name: 'Ada' } }] },
        maxCalls: { a: 1, b: 0 },
        knownFaults: dropped,
      },
    ],
  },
  {
    name: 'a member with an argument from an enclosing object',
    refusedBy: { reference: 'does not know the context specification' },
    subgraphs: {
      a: {
        sdl: `
          type Query { root: Container }
          type Container @key(fields: "id") @context(name: "of") { id: ID! name: String actions: [Action!]! @shareable }
          interface Action { mark: Int }
          type Common implements Action @shareable { mark: Int label: String }
          type OnlyA implements Action @key(fields: "key") { mark: Int key: ID! text: String place(in: String @fromContext(field: "$of { name }")): String }
        `,
        root: {
          root: { id: 'c', name: 'hall', actions: [common, { __typename: 'OnlyA', key: 'k', text: 'of a' }] },
        },
        entities: { OnlyA: [{ key: 'k' }] },
        resolvers: { OnlyA: { place: (_: unknown, given: { in: string }) => `in ${given.in}` } },
      },
      b: {
        sdl: `
          type Query { other: Container }
          type Container @key(fields: "id") { id: ID! actions: [Action!]! @shareable }
          interface Action { mark: Int }
          type Common implements Action @shareable { mark: Int label: String }
          type OnlyB implements Action { mark: Int text: String }
        `,
      },
    },
    operations: [
      {
        name: 'the argument is not selected',
        query: '{ root { actions { ... on OnlyA { text } } } }',
        data: { root: { actions: [{}, { text: 'of a' }] } },
        maxCalls: { a: 1, b: 0 },
      },
      {
        name: 'the argument is resolved in that subgraph',
        query: '{ root { actions { ... on OnlyA { text place } } } }',
        data: { root: { actions: [{}, { text: 'of a', place: 'in hall' }] } },
        maxCalls: { a: 2, b: 0 },
      },
    ],
  },
];
