import { setTimeout as sleep } from 'node:timers/promises';
import { invalidValue, type Scenario } from '../harness/scenario.ts';

export const listScenarios: readonly Scenario[] = [
  {
    name: 'lists of lists',
    subgraphs: {
      a: {
        sdl: `
          type Query { grid: [[Cell]] firm: [[Cell!]!]! numbers: [[[Int]]] none: [Cell!]! }
          type Cell @key(fields: "id") { id: ID! inner: [[Cell]] }
        `,
        root: {
          grid: [[{ id: '1' }, null, { id: '2' }], [], null, [{ id: '1', inner: [[{ id: '2' }], []] }]],
          firm: [[{ id: '1' }], []],
          numbers: [[[1, null], []], null, []],
          none: [],
        },
      },
      b: {
        sdl: `type Cell @key(fields: "id") { id: ID! text: String must: Int! }`,
        entities: {
          Cell: [
            { id: '1', text: 'one', must: 1 },
            { id: '2', text: 'two' },
          ],
        },
      },
    },
    operations: [
      {
        name: 'entities in lists of lists, with nulls and empty lists',
        query: '{ grid { text } firm { text } numbers none { text } }',
        data: {
          grid: [[{ text: 'one' }, null, { text: 'two' }], [], null, [{ text: 'one' }]],
          firm: [[{ text: 'one' }], []],
          numbers: [[[1, null], []], null, []],
          none: [],
        },
      },
      {
        name: 'lists of lists in lists of lists',
        query: '{ grid { id inner { text } } }',
        data: {
          grid: [
            [{ id: '1', inner: null }, null, { id: '2', inner: null }],
            [],
            null,
            [{ id: '1', inner: [[{ text: 'two' }], []] }],
          ],
        },
      },
      {
        name: 'a null in a non-null type, from a subgraph that declares it, nulls the nearest nullable value',
        query: '{ grid { must } }',
        data: { grid: [[{ must: 1 }, null, null], [], null, [{ must: 1 }]] },
        errors: [{ path: ['grid', 0, 2, 'must'], code: 'DOWNSTREAM_SERVICE_ERROR' }],
      },
      {
        name: 'an empty list needs no call',
        query: '{ none { text } }',
        data: { none: [] },
        maxCalls: { b: 0 },
      },
    ],
  },
  {
    name: 'null propagation across subgraphs',
    subgraphs: {
      a: {
        sdl: `
          type Query { list: [Box!] firm: [Box!]! one: Box sure: Box! pair: [Pair] }
          type Box @key(fields: "id") { id: ID! }
          type Pair { left: Box! right: Box }
        `,
        root: {
          list: [{ id: '1' }, { id: '0' }],
          firm: [{ id: '1' }, { id: '0' }],
          one: { id: '0' },
          sure: { id: '0' },
          pair: [
            { left: { id: '1' }, right: { id: '0' } },
            { left: { id: '0' }, right: { id: '1' } },
          ],
        },
      },
      b: {
        sdl: `type Box @key(fields: "id") { id: ID! soft: Int hard: Int! deep: Deep } type Deep { hard: Int! harder: Deep! }`,
        entities: { Box: [{ id: '1', soft: 1, hard: 2, deep: { hard: 1, harder: { hard: 2 } } }] },
      },
    },
    operations: [
      {
        name: 'up to a nullable field',
        query: '{ one { id hard } pair { right { hard } } }',
        data: { one: null, pair: [{ right: null }, { right: { hard: 2 } }] },
        errors: [
          { path: ['one', 'hard'], code: invalidValue },
          { path: ['pair', 0, 'right', 'hard'], code: invalidValue },
        ],
      },
      {
        name: 'up to a nullable list',
        query: '{ list { soft hard } one { id } }',
        data: { list: null, one: { id: '0' } },
        errors: [{ path: ['list', 1, 'hard'], code: invalidValue }],
      },
      {
        name: 'up to an object two levels above',
        query: '{ pair { left { hard } } }',
        data: { pair: [{ left: { hard: 2 } }, null] },
        errors: [{ path: ['pair', 1, 'left', 'hard'], code: invalidValue }],
      },
      {
        name: 'up to the root',
        query: '{ firm { hard } one { id } }',
        data: null,
        errors: [{ path: ['firm', 1, 'hard'], code: invalidValue }],
      },
      {
        name: 'one error for one null, however many fields are missing',
        query: '{ sure { hard again: hard } }',
        data: null,
        errors: [{ path: ['sure', 'hard'], code: invalidValue }],
      },
      {
        name: 'a nullable field stops it',
        query: '{ list { id soft deep { hard } } }',
        data: {
          list: [
            { id: '1', soft: 1, deep: { hard: 1 } },
            { id: '0', soft: null, deep: null },
          ],
        },
      },
      {
        name: 'a null of a subgraph has one error, the subgraph’s',
        query: '{ list { deep { harder { hard harder { hard } } } } }',
        data: { list: [{ deep: null }, { deep: null }] },
        errors: [{ path: ['list', 0, 'deep', 'harder', 'harder'], code: 'DOWNSTREAM_SERVICE_ERROR' }],
      },
    ],
  },
  {
    name: 'one entity at two paths, one of which is still pending',
    subgraphs: {
      search: {
        sdl: `
          type Query { any: [Any] }
          union Any = Home | Clinic
          type Home @key(fields: "id") { id: ID! }
          type Clinic @key(fields: "id") { id: ID! owner: Owner }
          type Owner @key(fields: "id") { id: ID! name: String }
        `,
        root: {
          any: [
            { __typename: 'Home', id: 'h' },
            { __typename: 'Clinic', id: 'c', owner: { id: 'o' } },
          ],
        },
        entities: { Owner: [{ id: 'o', name: 'Ann' }] },
      },
      homes: {
        sdl: `
          type Home @key(fields: "id") { id: ID! owner: Owner }
          type Owner @key(fields: "id") { id: ID! }
        `,
        entities: { Home: [{ id: 'h', owner: { id: 'o' } }] },
      },
      pets: {
        sdl: `type Owner @key(fields: "id") { id: ID! pet: String }`,
        // Long after the other path is known to have the same owner.
        entities: { Owner: [{ id: 'o', pet: () => sleep(50, 'Rex') }] },
      },
      vets: {
        sdl: `
          type Owner @key(fields: "id") {
            id: ID! pet: String @external vet: String @requires(fields: "pet")
          }
        `,
        entities: { Owner: [{ id: 'o', vet: 'Dr. Who' }] },
      },
    },
    operations: [
      {
        name: 'both have their selected fields',
        query: '{ any { ... on Home { owner { name } } ... on Clinic { owner { vet } } } }',
        data: { any: [{ owner: { name: 'Ann' } }, { owner: { vet: 'Dr. Who' } }] },
      },
    ],
  },
];
