import { invalidValue, type Scenario } from '../harness/scenario.ts';

export const hiddenScenarios: readonly Scenario[] = [
  {
    name: '@inaccessible',
    subgraphs: {
      a: {
        sdl: `
          type Query { users: [User] firm: [User!] only(state: State = OPEN): String seen: [Seen] any: Named keep: [State!] matrix: [[State]] secret: Secret @inaccessible }
          type User @key(fields: "id") @key(fields: "ssn") {
            id: ID! @inaccessible
            ssn: ID @inaccessible
            name: String
            state: State
            firmState: State!
          }
          enum State { OPEN CLOSED BANNED @inaccessible }
          union Seen = User | Secret
          interface Named { name: String }
          type Secret implements Named @inaccessible { name: String }
          type Plain implements Named { name: String }
        `,
        root: {
          users: [
            { id: '1', name: 'Ann', state: 'OPEN', firmState: 'OPEN' },
            { id: '2', name: 'Bo', state: 'BANNED', firmState: 'OPEN' },
            { id: '3', name: 'Cy', state: null, firmState: 'BANNED' },
          ],
          firm: [
            { id: '1', name: 'Ann', firmState: 'OPEN' },
            { id: '3', name: 'Cy', firmState: 'BANNED' },
          ],
          only: ({ state }: { state: string }) => `only ${state}`,
          seen: [{ __typename: 'User', id: '1', name: 'Ann' }, { __typename: 'Secret', name: 'x' }, null],
          any: { __typename: 'Secret', name: 'x' },
          keep: ['OPEN', 'BANNED'],
          matrix: [['OPEN', 'BANNED', null], [], null],
        },
      },
      b: {
        sdl: `
          type User @key(fields: "id") { id: ID! @inaccessible age: Int years: Int @requires(fields: "salt") salt: Int @external }
        `,
        entities: {
          User: [
            { id: '1', age: 30 },
            { id: '2', age: 40 },
            { id: '3', age: 50 },
          ],
        },
        resolvers: { User: { years: ({ salt }: { salt: number }) => salt * 2 } },
      },
      c: {
        sdl: `type User @key(fields: "id") { id: ID! @inaccessible salt: Int @inaccessible }`,
        entities: {
          User: [
            { id: '1', salt: 7 },
            { id: '2', salt: 8 },
            { id: '3', salt: 9 },
          ],
        },
      },
    },
    operations: [
      {
        name: 'an inaccessible key still joins',
        query: '{ users { name age } }',
        data: {
          users: [
            { name: 'Ann', age: 30 },
            { name: 'Bo', age: 40 },
            { name: 'Cy', age: 50 },
          ],
        },
      },
      {
        name: 'an inaccessible field is still required',
        query: '{ users { years } }',
        data: { users: [{ years: 14 }, { years: 16 }, { years: 18 }] },
      },
      {
        name: 'an inaccessible field cannot be selected',
        query: '{ users { salt } }',
        data: undefined,
        errors: [{ code: 'GRAPHQL_VALIDATION_FAILED' }],
      },
      {
        name: 'an inaccessible value of an enum is null and an error',
        query: '{ users { state } }',
        data: { users: [{ state: 'OPEN' }, { state: null }, { state: null }] },
        errors: [{ path: ['users', 1, 'state'], code: invalidValue }],
      },
      {
        name: 'an inaccessible value of a non-null field',
        query: '{ users { firmState } firm { firmState } }',
        data: { users: [{ firmState: 'OPEN' }, { firmState: 'OPEN' }, null], firm: null },
        errors: [
          { path: ['users', 2, 'firmState'], code: invalidValue },
          { path: ['firm', 1, 'firmState'], code: invalidValue },
        ],
      },
      {
        name: 'inaccessible values in lists',
        query: '{ keep matrix }',
        data: { keep: null, matrix: [['OPEN', null, null], [], null] },
        errors: [
          { path: ['keep', 1], code: invalidValue },
          { path: ['matrix', 0, 1], code: invalidValue },
        ],
      },
      {
        name: 'an inaccessible value cannot be sent',
        query: '{ only(state: BANNED) }',
        data: undefined,
        errors: [{ code: 'GRAPHQL_VALIDATION_FAILED' }],
      },
      {
        name: 'an enum can be sent as a variable, and has a default',
        query: 'query ($s: State) { a: only(state: $s) b: only }',
        variables: { s: 'CLOSED' },
        data: { a: 'only CLOSED', b: 'only OPEN' },
      },
      {
        name: 'an inaccessible member of a union is null and an error',
        query: '{ seen { __typename ... on User { name } } }',
        data: { seen: [{ __typename: 'User', name: 'Ann' }, null, null] },
        errors: [{ path: ['seen', 1], code: invalidValue }],
      },
      {
        name: 'an inaccessible implementation of an interface is null and an error',
        query: '{ any { name } }',
        data: { any: null },
        errors: [{ path: ['any'], code: invalidValue }],
      },
      {
        name: 'introspection contains none of them',
        query: `{
          __type(name: "Secret") { name }
          state: __type(name: "State") { enumValues { name } }
          user: __type(name: "User") { fields { name } }
          seen: __type(name: "Seen") { possibleTypes { name } }
          named: __type(name: "Named") { possibleTypes { name } }
        }`,
        data: {
          __type: null,
          state: { enumValues: [{ name: 'OPEN' }, { name: 'CLOSED' }] },
          user: {
            fields: [
              { name: 'name' },
              { name: 'state' },
              { name: 'firmState' },
              { name: 'age' },
              { name: 'years' },
            ],
          },
          seen: { possibleTypes: [{ name: 'User' }] },
          named: { possibleTypes: [{ name: 'Plain' }] },
        },
      },
    ],
  },
  {
    name: 'enums whose values differ between subgraphs',
    subgraphs: {
      a: {
        sdl: `type Query { a: [Level] } enum Level { LOW MID }`,
        root: { a: ['LOW', 'MID'] },
      },
      b: {
        sdl: `type Query { b: [Level] } enum Level { MID HIGH }`,
        root: { b: ['HIGH', 'MID'] },
      },
      c: {
        sdl: `type Query { c(of: Grade, within: Filter): String } enum Grade { X Y } input Filter { grade: Grade = X most: Int onlyC: Int }`,
        root: {
          c: ({ of, within }: { of?: string; within?: object }) => JSON.stringify([of, within]),
        },
      },
      d: {
        sdl: `type Query { d(of: Grade, within: Filter): String } enum Grade { X } input Filter { grade: Grade = X most: Int }`,
        root: { d: ({ of, within }: { of?: string; within?: object }) => JSON.stringify([of, within]) },
      },
    },
    operations: [
      {
        name: 'an enum that is only returned has all values',
        query: '{ a b }',
        data: { a: ['LOW', 'MID'], b: ['HIGH', 'MID'] },
      },
      {
        name: 'input objects have the fields that all subgraphs know, and defaults',
        query: 'query ($f: Filter) { c(of: X, within: { most: 1 }) d(within: $f) }',
        variables: { f: { most: 2 } },
        data: { c: '["X",{"grade":"X","most":1}]', d: '[null,{"grade":"X","most":2}]' },
      },
      {
        name: 'a field of an input object that one subgraph does not know',
        query: '{ c(within: { onlyC: 1 }) }',
        data: undefined,
        errors: [{ code: 'GRAPHQL_VALIDATION_FAILED' }],
      },
      {
        name: 'an unknown field of an input object in a variable',
        query: 'query ($f: Filter) { d(within: $f) }',
        variables: { f: { onlyC: 1 } },
        data: undefined,
        errors: [{ code: 'BAD_USER_INPUT' }],
      },
    ],
  },
];
