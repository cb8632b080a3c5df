import { invalidValue, type Scenario } from '../harness/scenario.ts';

const text = { __typename: 'Text', body: 'hello' };
const poll = { __typename: 'Poll', question: 'why?', votes: 3 };
const map = { __typename: 'Map', zoom: 4 };
const file = { __typename: 'File', key: 'f', size: 9 };

const here = { id: 'p1', body: { blocks: [text, poll, file] }, cover: poll, head: poll };
const there = { id: 'p1', body: { blocks: [text, map] }, cover: map };

/**
 * Subgraphs share a field of a union and differ in its members. Only members of all subgraphs that can resolve the
 * field at that position are selected.
 */
export const unionMemberScenarios: readonly Scenario[] = [
  {
    name: 'members of a union behind a field that two subgraphs resolve',
    subgraphs: {
      here: {
        sdl: `
          type Query { pageHere: Page both: Page @shareable alone: Draft }
          type Mutation { print: Page }
          type Page @key(fields: "id") { id: ID! body: Body @shareable cover: Block @shareable head: Block }
          type Draft { body: Body }
          type Body @shareable { blocks: [Block!]! }
          union Block = Text | Poll | File
          type Text @shareable { body: String }
          type Poll { question: String votes: Int! }
          type File @key(fields: "key") { key: ID! size: Int }
        `,
        root: {
          pageHere: here,
          both: { id: 'p2', body: { blocks: [text] }, cover: text },
          alone: { body: here.body },
          print: here,
        },
        entities: { Page: [here], File: [file] },
      },
      there: {
        sdl: `
          type Query { pageThere: Page both: Page @shareable }
          type Page @key(fields: "id") { id: ID! body: Body @shareable cover: Block @shareable extra: Body }
          type Body @shareable { blocks: [Block!]! }
          union Block = Text | Map
          type Text @shareable { body: String }
          type Map { zoom: Int }
        `,
        root: { pageThere: there, both: { id: 'p2', body: { blocks: [text] }, cover: text } },
        entities: { Page: [{ ...there, extra: there.body }] },
      },
      disk: {
        sdl: 'type File @key(fields: "key") { key: ID! name: String }',
        entities: { File: [{ key: 'f', name: 'readme' }] },
      },
    },
    operations: [
      {
        name: 'by an entity that both resolve: the members of both',
        query: `{ pageHere { body { blocks {
          __typename ... on Text { body } ... on Poll { question } ... on Map { zoom } ... on File { size name }
        } } } }`,
        data: {
          pageHere: {
            body: {
              blocks: [
                text,
                { __typename: 'Poll', question: null },
                { __typename: 'File', size: null, name: null },
              ],
            },
          },
        },
        maxCalls: { here: 1, there: 0, disk: 0 },
      },
      {
        name: 'by the same entity from the other subgraph',
        query:
          '{ pageThere { body { blocks { __typename ... on Text { body } ... on Poll { question } ... on Map { zoom } } } } }',
        data: { pageThere: { body: { blocks: [text, { __typename: 'Map', zoom: null }] } } },
        maxCalls: { here: 0, there: 1 },
      },
      {
        name: 'only a member of one of them',
        query:
          '{ pageHere { body { blocks { ... on Poll { question } } } cover { ... on Poll { question } } } }',
        data: {
          pageHere: { body: { blocks: [{}, { question: null }, {}] }, cover: { question: null } },
        },
        maxCalls: { here: 1, there: 0 },
      },
      {
        name: 'by a field of the root that both resolve',
        query: '{ both { body { blocks { __typename ... on Text { body } ... on Poll { votes } } } } }',
        data: { both: { body: { blocks: [text] } } },
      },
      {
        name: 'by a field of one subgraph, reached by a key: its own members',
        query:
          '{ pageHere { extra { blocks { __typename ... on Text { body } ... on Poll { question } ... on Map { zoom } } } } }',
        data: { pageHere: { extra: { blocks: [text, map] } } },
        maxCalls: { here: 1, there: 1 },
      },
      {
        name: 'by a field of one subgraph: its own members',
        query: '{ pageHere { head { ... on Poll { votes } ... on Map { zoom } } } }',
        data: { pageHere: { head: { votes: 3 } } },
        maxCalls: { here: 1, there: 0 },
      },
      {
        name: 'by a value that only one subgraph resolves: its own members',
        query: '{ alone { body { blocks { ... on Poll { question } ... on File { size name } } } } }',
        data: { alone: { body: { blocks: [{}, { question: 'why?' }, { size: 9, name: 'readme' }] } } },
        maxCalls: { here: 1, there: 0, disk: 1 },
      },
      {
        name: 'in the result of a mutation',
        query: 'mutation { print { body { blocks { ... on Text { body } ... on Poll { question } } } } }',
        data: { print: { body: { blocks: [{ body: 'hello' }, { question: null }, {}] } } },
        maxCalls: { here: 1, there: 0 },
      },
      {
        name: 'under conditions, next to a field with its own members',
        query: `query ($yes: Boolean!) { pageHere {
          cover @include(if: $yes) { ... on Poll { question } } head { ... on Poll @include(if: $yes) { question } }
        } }`,
        variables: { yes: true },
        data: { pageHere: { cover: { question: null }, head: { question: 'why?' } } },
        maxCalls: { here: 1, there: 0 },
      },
      {
        name: 'a non-null field is an error there',
        query: '{ pageHere { cover { ... on Poll { votes } } } }',
        data: { pageHere: { cover: null } },
        errors: [{ path: ['pageHere', 'cover', 'votes'], code: invalidValue }],
      },
    ],
  },
];
