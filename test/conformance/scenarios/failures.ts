import { GraphQLError } from 'graphql';
import { invalidValue, type Scenario } from '../harness/scenario.ts';

function fail(code: string): never {
  throw new GraphQLError(`failed with ${code}`, { extensions: { code } });
}

const list = `
  type Query { items: [Item] item: Item twice: [Item] }
  type Item @key(fields: "id") { id: ID! parent: Item other: Other }
  type Other @key(fields: "id") { id: ID! }
`;
const listRoot = {
  items: [
    { id: '1', parent: { id: '2' }, other: { id: 'o' } },
    { id: '2', parent: null, other: { id: 'o' } },
    { id: '3', parent: { id: '1' }, other: null },
  ],
  item: { id: '1', parent: { id: '2' } },
  twice: [{ id: '2' }, { id: '1' }, { id: '2' }],
};

export const failureScenarios: readonly Scenario[] = [
  {
    name: 'errors that a subgraph reports',
    subgraphs: {
      a: { sdl: list, root: listRoot },
      b: {
        sdl: `
          type Query { broken: Item brokenList: [Item] }
          type Item @key(fields: "id") { id: ID! name: String size: Int! facts: [Fact] } type Fact { text: String }
        `,
        root: {
          broken: () => fail('FORBIDDEN'),
          brokenList: [{ id: '1' }, () => fail('x'), { id: '2' }],
        },
        entities: {
          Item: [
            { id: '1', name: 'one', size: 1, facts: [{ text: 'a' }, { text: () => fail('lower case') }] },
            { id: '2', name: () => fail('FORBIDDEN'), size: 2, facts: null },
            { id: '3', name: 'three', size: () => fail('NOT_FOUND'), facts: [] },
          ],
        },
      },
    },
    operations: [
      {
        name: "an error has the path of the client's selection",
        query: '{ items { id name } }',
        data: {
          items: [
            { id: '1', name: 'one' },
            { id: '2', name: null },
            { id: '3', name: 'three' },
          ],
        },
        errors: [{ path: ['items', 1, 'name'], code: 'FORBIDDEN' }],
      },
      {
        name: 'with aliases, at every path of the entity',
        query: '{ all: items { p: parent { n: name } } item { n: name } }',
        data: { all: [{ p: { n: null } }, { p: null }, { p: { n: 'one' } }], item: { n: 'one' } },
        errors: [{ path: ['all', 0, 'p', 'n'], code: 'FORBIDDEN' }],
      },
      {
        name: 'an entity that its subgraph nulled is null',
        query: '{ items { id size } }',
        data: { items: [{ id: '1', size: 1 }, { id: '2', size: 2 }, null] },
        errors: [{ path: ['items', 2, 'size'], code: 'NOT_FOUND' }],
      },
      {
        name: 'deep inside an entity; an invalid code is replaced',
        query: '{ item { facts { text } } }',
        data: { item: { facts: [{ text: 'a' }, { text: null }] } },
        errors: [{ path: ['item', 'facts', 1, 'text'], code: 'DOWNSTREAM_SERVICE_ERROR' }],
      },
      {
        name: 'at the root',
        query: '{ broken { name } item { id } }',
        data: { broken: null, item: { id: '1' } },
        errors: [{ path: ['broken'], code: 'FORBIDDEN' }],
      },
      {
        name: 'the same entity twice in a list: its error is at both indexes',
        query: '{ twice { name } }',
        data: { twice: [{ name: null }, { name: 'one' }, { name: null }] },
        errors: [
          { path: ['twice', 0, 'name'], code: 'FORBIDDEN' },
          { path: ['twice', 2, 'name'], code: 'FORBIDDEN' },
        ],
      },
    ],
  },
  {
    name: 'a subgraph that does not respond',
    subgraphs: {
      a: { sdl: list, root: listRoot },
      b: {
        sdl: `
          type Query { alone: Int more: [Int!] firm: Int! }
          type Item @key(fields: "id") { id: ID! name: String size: Int! }
          type Other @key(fields: "id") { id: ID! label: String }
        `,
        fails: 'SUBGRAPH_TIMEOUT',
      },
      c: {
        sdl: `
          type Item @key(fields: "id") { id: ID! name: String @external upper: String @requires(fields: "name") weight: Int }
        `,
        entities: {
          Item: [
            { id: '1', weight: 5 },
            { id: '2', weight: 6 },
            { id: '3', weight: 7 },
          ],
        },
      },
    },
    operations: [
      {
        name: 'one error for a list, however long',
        query: '{ items { id name } }',
        data: {
          items: [
            { id: '1', name: null },
            { id: '2', name: null },
            { id: '3', name: null },
          ],
        },
        errors: [{ path: ['items'], code: 'SUBGRAPH_TIMEOUT' }],
      },
      {
        name: 'one error for each field of an object',
        query: '{ item { n: name parent { id } } }',
        data: { item: { n: null, parent: { id: '2' } } },
        errors: [{ path: ['item', 'n'], code: 'SUBGRAPH_TIMEOUT' }],
      },
      {
        name: 'one error for each root field',
        query: '{ alone again: alone more item { id } }',
        data: { alone: null, again: null, more: null, item: { id: '1' } },
        errors: [
          { path: ['alone'], code: 'SUBGRAPH_TIMEOUT' },
          { path: ['again'], code: 'SUBGRAPH_TIMEOUT' },
          { path: ['more'], code: 'SUBGRAPH_TIMEOUT' },
        ],
      },
      {
        name: 'a field that is non-null nulls all data',
        query: '{ firm item { id } }',
        data: null,
        errors: [{ path: ['firm'], code: 'SUBGRAPH_TIMEOUT' }],
      },
      {
        name: 'two positions are two errors',
        query: '{ items { name other { label } } }',
        data: {
          items: [
            { name: null, other: { label: null } },
            { name: null, other: { label: null } },
            { name: null, other: null },
          ],
        },
        errors: [
          { path: ['items'], code: 'SUBGRAPH_TIMEOUT' },
          { path: ['items'], code: 'SUBGRAPH_TIMEOUT' },
        ],
      },
      {
        name: 'the data of other subgraphs is present',
        query: '{ items { weight name } }',
        data: {
          items: [
            { weight: 5, name: null },
            { weight: 6, name: null },
            { weight: 7, name: null },
          ],
        },
        errors: [{ path: ['items'], code: 'SUBGRAPH_TIMEOUT' }],
      },
    ],
  },
  {
    name: 'a subgraph with values of wrong types',
    subgraphs: {
      a: { sdl: list, root: listRoot },
      b: {
        sdl: `
          enum Color { RED GREEN }
          type Query { scalars: Scalars rows: [Scalars] objects: [Scalars] missing: Scalars }
          type Scalars { int: Int float: Float text: String flag: Boolean id: ID color: Color list: [Int] object: Scalars firm: Int! }
        `,
        respond: (query) => {
          if (query.includes('rows')) return '{"data":{"rows":{"not":"a list"}}}';
          if (query.includes('objects')) return '{"data":{"objects":[1,"text",[],{"int":1}]}}';
          if (query.includes('missing')) return '{"data":{"missing":{}}}';
          return `{"data":{"scalars":{"int":"1","float":"1.5","text":{"a":1},"flag":"yes","id":{"b":2},"color":"BLUE",
            "list":5,"object":"text","__proto__":{"polluted":true},"firm":1}}}`;
        },
      },
      c: {
        sdl: `type Item @key(fields: "id") { id: ID! name: String }`,
        respond: () => '{"data":{"_entities":[{"name":"one"}]}}',
      },
    },
    operations: [
      {
        name: 'leaves of wrong types are null and an error',
        query: '{ scalars { int float text flag id color } }',
        data: { scalars: { int: null, float: null, text: null, flag: null, id: null, color: null } },
        errors: ['int', 'float', 'text', 'flag', 'id', 'color'].map((field) => ({
          path: ['scalars', field],
          code: invalidValue,
        })),
      },
      {
        name: 'an object for a list, text for an object',
        query: '{ scalars { list object { int } firm } }',
        data: { scalars: { list: null, object: null, firm: 1 } },
        errors: [
          { path: ['scalars', 'list'], code: invalidValue },
          { path: ['scalars', 'object'], code: invalidValue },
        ],
        knownFaults: { reference: 'the whole request fails' },
      },
      {
        name: 'an object for a list at the root',
        query: '{ rows { int } item { id } }',
        data: { rows: null, item: { id: '1' } },
        errors: [{ path: ['rows'], code: invalidValue }],
        knownFaults: { reference: 'the whole request fails' },
      },
      {
        name: 'items that are no objects',
        query: '{ objects { int } }',
        data: { objects: [null, null, null, { int: 1 }] },
        errors: [0, 1, 2].map((index) => ({ path: ['objects', index], code: invalidValue })),
        knownFaults: { reference: 'the whole request fails' },
      },
      {
        name: 'missing fields are null, and an error if they are non-null',
        query: '{ missing { int firm } }',
        data: { missing: null },
        errors: [{ path: ['missing', 'firm'], code: invalidValue }],
      },
      {
        name: 'fewer entities than representations: they cannot be matched',
        query: '{ items { id name } }',
        data: {
          items: [
            { id: '1', name: null },
            { id: '2', name: null },
            { id: '3', name: null },
          ],
        },
        errors: [{ path: ['items'], code: 'SUBGRAPH_INVALID_RESPONSE' }],
        knownFaults: { reference: 'the error has no path and is called internal' },
      },
    ],
  },
];
