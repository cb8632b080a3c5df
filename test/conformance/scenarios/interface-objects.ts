import { invalidValue, type Scenario } from '../harness/scenario.ts';

const accounts = [
  { __typename: 'Admin', id: '1', level: 9, login: 'root' },
  { __typename: 'Guest', id: '2', login: 'visitor', until: 'May' },
];

export const interfaceObjectScenarios: readonly Scenario[] = [
  {
    name: '@interfaceObject',
    subgraphs: {
      accounts: {
        sdl: `
          type Query { accounts: [Account] }
          interface Account @key(fields: "id") { id: ID! login: String }
          type Admin implements Account @key(fields: "id") { id: ID! login: String level: Int }
          type Guest implements Account @key(fields: "id") { id: ID! login: String until: String }
        `,
        root: { accounts },
        entities: {
          Account: accounts,
          Admin: accounts.filter(({ __typename }) => __typename === 'Admin'),
          Guest: accounts.filter(({ __typename }) => __typename === 'Guest'),
        },
      },
      activity: {
        sdl: `
          type Query { active: [Account] lost: Account lostOrNot: [Account] }
          type Account @key(fields: "id") @interfaceObject {
            id: ID!
            login: String @external
            visits(since: Int = 0): Int
            greeting: String @requires(fields: "login")
            post: Post
          }
          type Post { by: Account text: String }
        `,
        root: {
          active: [{ id: '2' }, { id: '1' }],
          lost: { id: '404' },
          lostOrNot: [{ id: '1' }, { id: '404' }],
        },
        entities: { Account: [{ id: '1' }, { id: '2' }, { id: '404' }] },
        resolvers: {
          Account: {
            visits: ({ id }: { id: string }, { since }: { since: number }) => Number(id) * 10 + since,
            greeting: ({ login }: { login: string }) => `hello ${login}`,
            post: ({ id }: { id: string }) => ({ by: { id }, text: `post of ${id}` }),
          },
        },
      },
    },
    operations: [
      {
        name: 'a field added to every implementation',
        query: '{ accounts { id visits } }',
        data: {
          accounts: [
            { id: '1', visits: 10 },
            { id: '2', visits: 20 },
          ],
        },
        maxCalls: { accounts: 1, activity: 1 },
      },
      {
        name: 'read from the object without fetching its type',
        query: '{ active { id visits(since: 5) } }',
        data: {
          active: [
            { id: '2', visits: 25 },
            { id: '1', visits: 15 },
          ],
        },
        maxCalls: { accounts: 0, activity: 1 },
      },
      {
        name: 'the type name is that of the implementation',
        query: '{ active { __typename visits kind: __typename } }',
        data: {
          active: [
            { __typename: 'Guest', visits: 20, kind: 'Guest' },
            { __typename: 'Admin', visits: 10, kind: 'Admin' },
          ],
        },
      },
      {
        name: 'fragments on implementations',
        query: '{ active { ... on Admin { level visits } ... on Guest { until } } }',
        data: { active: [{ until: 'May' }, { level: 9, visits: 10 }] },
      },
      {
        name: 'a fragment with only fields that the object itself knows',
        query: '{ active { ... on Admin { visits } } accounts { ... on Guest { visits(since: 1) } } }',
        data: { active: [{}, { visits: 10 }], accounts: [{}, { visits: 21 }] },
      },
      {
        name: '@requires of a field of the interface',
        query: '{ accounts { greeting } active { greeting } }',
        data: {
          accounts: [{ greeting: 'hello root' }, { greeting: 'hello visitor' }],
          active: [{ greeting: 'hello visitor' }, { greeting: 'hello root' }],
        },
      },
      {
        name: 'from the interface to the object and back to the interface',
        query: '{ accounts { post { text by { login __typename ... on Admin { level } } } } }',
        data: {
          accounts: [
            { post: { text: 'post of 1', by: { login: 'root', __typename: 'Admin', level: 9 } } },
            { post: { text: 'post of 2', by: { login: 'visitor', __typename: 'Guest' } } },
          ],
        },
      },
      {
        name: 'an object whose type no subgraph resolves, read without its type',
        query: '{ lost { id visits } }',
        data: { lost: { id: '404', visits: 4040 } },
      },
      {
        name: 'an object whose type no subgraph resolves is an error where its type is selected',
        query: '{ lost { id __typename } }',
        data: { lost: null },
        errors: [{ path: ['lost'], code: invalidValue }],
      },
      {
        name: 'an object whose type no subgraph resolves is an error where a fragment needs it',
        knownFaults: { reference: 'silent: the object stays as if it had no type' },
        query: '{ lostOrNot { id ... on Admin { visits } } }',
        data: { lostOrNot: [{ id: '1', visits: 10 }, null] },
        errors: [{ path: ['lostOrNot', 1], code: invalidValue }],
      },
    ],
  },
  {
    name: 'two @interfaceObjects, one of them narrower',
    subgraphs: {
      garage: {
        sdl: `
          type Query { vehicles: [Vehicle] }
          interface Vehicle @key(fields: "id") { id: ID! }
          interface Land implements Vehicle @key(fields: "id") { id: ID! wheels: Int }
          type Bike implements Land & Vehicle @key(fields: "id") { id: ID! wheels: Int }
          type Boat implements Vehicle @key(fields: "id") { id: ID! }
        `,
        root: {
          vehicles: [
            { __typename: 'Bike', id: '1', wheels: 2 },
            { __typename: 'Boat', id: '2' },
          ],
        },
      },
      plates: {
        sdl: `
          type Vehicle @key(fields: "id") @interfaceObject { id: ID! plate(year: Int): String @shareable next: Spot @shareable }
          type Land @key(fields: "id") @interfaceObject { id: ID! plate(year: Int): String @shareable next: Spot @shareable }
          type Spot @shareable { name: String }
        `,
        entities: {
          Vehicle: ['1', '2'].map((id) => ({ id, plate: `plate ${id}`, next: { name: `spot ${id}` } })),
          Land: [{ id: '1', plate: 'plate 1', next: { name: 'spot 1' } }],
        },
      },
    },
    operations: [
      {
        name: 'one object is fetched under both names',
        query: '{ vehicles { next { name } ... on Bike { plate(year: null) } } }',
        data: {
          vehicles: [{ next: { name: 'spot 1' }, plate: 'plate 1' }, { next: { name: 'spot 2' } }],
        },
      },
      {
        name: 'only the wider name',
        query: '{ vehicles { next { name } } }',
        data: { vehicles: [{ next: { name: 'spot 1' } }, { next: { name: 'spot 2' } }] },
        maxCalls: { garage: 1, plates: 1 },
      },
    ],
  },
  {
    name: 'an @interfaceObject without implementations',
    subgraphs: {
      a: {
        sdl: `
          type Query { node: Node ware: Ware }
          interface Node @key(fields: "id") { id: ID! }
          type Ware @key(fields: "id", resolvable: false) @interfaceObject { id: ID! }
        `,
        root: { node: { id: 'n' }, ware: { id: 'w' } },
      },
      b: {
        sdl: `
          type Query { bare: Node }
          type Node @key(fields: "id", resolvable: false) @interfaceObject { id: ID! note: String }
          interface Ware @key(fields: "id") { id: ID! name: String }
          type Bread implements Ware @key(fields: "id") { id: ID! name: String }
        `,
        root: { bare: { id: 'n', note: 'noted' } },
        entities: {
          Ware: [{ __typename: 'Bread', id: 'w' }],
          Bread: [{ __typename: 'Bread', id: 'w' }],
        },
        resolvers: {
          Bread: {
            name: () => {
              throw new Error('no bread today');
            },
          },
        },
      },
    },
    operations: [
      {
        name: 'fields of its own subgraph need no type',
        query: '{ bare { id note } }',
        data: { bare: { id: 'n', note: 'noted' } },
      },
      {
        name: 'a value of the interface without a type is an error',
        query: '{ node { id } }',
        data: { node: null },
        errors: 'some',
      },
      {
        name: 'a field that no subgraph can resolve from there is an error',
        knownFaults: { reference: 'its plan is empty and its result silently null' },
        query: '{ node { note } }',
        data: null,
        errors: 'some',
      },
      {
        name: 'a type that is resolved by another subgraph',
        query: '{ ware { ... on Bread { id } } }',
        data: { ware: { id: 'w' } },
      },
      {
        name: 'a field of another subgraph that fails',
        query: '{ ware { id name } }',
        data: { ware: { id: 'w', name: null } },
        errors: [{ path: ['ware', 'name'], code: 'DOWNSTREAM_SERVICE_ERROR' }],
      },
    ],
  },
];
