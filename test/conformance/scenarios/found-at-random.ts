import type { Scenario } from '../harness/scenario.ts';

const works = [
  { __typename: 'Film', id: 'f', name: 'Heat', place: 1 },
  { __typename: 'Book', id: 'b', name: 'Emma' },
];

/** Faults that random operations found. */
export const foundAtRandomScenarios: readonly Scenario[] = [
  {
    name: 'an @interfaceObject among other interfaces',
    subgraphs: {
      library: {
        sdl: `
          type Query { works: [Work!] }
          interface Named { name: String }
          interface Work implements Named @key(fields: "id") { id: ID! name: String }
          interface Charted { place: Int }
          type Film implements Work & Named & Charted @key(fields: "id") { id: ID! name: String place: Int }
          type Book implements Work & Named @key(fields: "id") { id: ID! name: String }
        `,
        root: { works },
        entities: {
          Work: works,
          Film: works.slice(0, 1),
          Book: works.slice(1),
        },
      },
      loans: {
        sdl: `
          type Query { lent: [Work] }
          type Work @key(fields: "id") @interfaceObject {
            id: ID! fee: Int name: String @external sign: String @requires(fields: "name")
          }
        `,
        root: {
          lent: [
            { id: 'b', fee: 2 },
            { id: 'f', fee: 1 },
          ],
        },
        entities: {
          Work: [
            { id: 'f', fee: 1 },
            { id: 'b', fee: 2 },
          ],
        },
        resolvers: { Work: { sign: ({ name }: { name: string }) => `sign of ${name}` } },
      },
    },
    operations: [
      {
        name: 'a field with @requires on one implementation, another field on all',
        knownFaults: { reference: 'asks only for those that have what the one requires' },
        query: '{ works { ... on Film { sign } fee } }',
        data: { works: [{ sign: 'sign of Heat', fee: 1 }, { fee: 2 }] },
      },
      {
        name: 'a fragment on an interface that the object’s subgraph does not know',
        knownFaults: { reference: 'its planner throws' },
        query: '{ lent { fee ... on Charted { place } } }',
        data: { lent: [{ fee: 2 }, { fee: 1, place: 1 }] },
      },
      {
        name: 'a fragment on the interface’s own interface',
        knownFaults: { reference: 'its planner throws' },
        query: '{ lent { ... on Named { name } } }',
        data: { lent: [{ name: 'Emma' }, { name: 'Heat' }] },
      },
      {
        name: 'the type name beside a field of the object, on an implementation',
        knownFaults: { reference: 'the name of the interface, from the object’s subgraph, replaces it' },
        query: '{ works { ... on Film { fee __typename } ... on Book { name } } }',
        data: { works: [{ fee: 1, __typename: 'Film' }, { name: 'Emma' }] },
      },
    ],
  },
  {
    name: 'fields with @requires that are switched off',
    subgraphs: {
      goods: {
        sdl: `type Query { goods: [Good] } type Good @key(fields: "id") { id: ID! weight: Int }`,
        root: { goods: [{ id: '1', weight: 3 }] },
      },
      shipping: {
        sdl: `type Good @key(fields: "id") { id: ID! weight: Int @external cost: Int @requires(fields: "weight") days: Int }`,
        entities: { Good: [{ id: '1', days: 2 }] },
        resolvers: { Good: { cost: ({ weight }: { weight: number }) => weight * 10 } },
      },
    },
    operations: [
      {
        name: 'by a variable: the other fields of the subgraph are there',
        knownFaults: { reference: 'the entity is not asked for: what the skipped field requires is missing' },
        query: 'query ($no: Boolean!) { goods { cost @skip(if: $no) days } }',
        variables: { no: true },
        data: { goods: [{ days: 2 }] },
      },
      {
        name: 'when nothing is left of an object it is an object all the same',
        knownFaults: { reference: 'its plan leaves the object out' },
        query: 'query ($all: Boolean!) { goods @include(if: $all) { id @skip(if: true) } }',
        variables: { all: true },
        data: { goods: [{}] },
      },
      {
        name: 'on',
        query: 'query ($no: Boolean!) { goods { cost @skip(if: $no) days } }',
        variables: { no: false },
        data: { goods: [{ cost: 30, days: 2 }] },
      },
    ],
  },
  {
    name: 'fragments that are wider than the object that they are on',
    subgraphs: {
      a: {
        sdl: `
          type Query { film: Film named: [Named] }
          interface Named { name: String }
          type Film implements Named { name: String year: Int }
          type Actor implements Named { name: String born: Int }
        `,
        root: {
          film: { name: 'Heat', year: 1995 },
          named: [
            { __typename: 'Film', name: 'Heat', year: 1995 },
            { __typename: 'Actor', name: 'Al', born: 1940 },
          ],
        },
      },
    },
    operations: [
      {
        name: 'with one on the object inside',
        knownFaults: { reference: 'takes the object for one of the wider type, of which it is not' },
        query: '{ film { ... on Named { ... on Film { year } } } }',
        data: { film: { year: 1995 } },
      },
      {
        name: 'fields come in the order in which they are met, fragments or not',
        knownFaults: { reference: 'puts fragments on one type together' },
        query: '{ named { ... on Film { year } name ... on Film { title: name } } }',
        data: { named: [{ year: 1995, name: 'Heat', title: 'Heat' }, { name: 'Al' }] },
      },
    ],
  },
  {
    name: 'errors in lists of which not every item is asked for',
    subgraphs: {
      a: {
        sdl: `
          type Query { mixed: [Mixed] }
          union Mixed = Note | User
          type Note { text: String }
          type User @key(fields: "id") { id: ID! }
        `,
        root: {
          mixed: [
            { __typename: 'Note', text: 'hi' },
            { __typename: 'User', id: 'u' },
          ],
        },
      },
      b: {
        sdl: `type User @key(fields: "id") { id: ID! name: String }`,
        entities: {
          User: [
            {
              id: 'u',
              name: () => {
                throw new Error('no name');
              },
            },
          ],
        },
      },
    },
    operations: [
      {
        name: 'the error is at the item that failed',
        knownFaults: { reference: 'counts the items that were sent, not those of the list' },
        query: '{ mixed { ... on Note { text } ... on User { name } } }',
        data: { mixed: [{ text: 'hi' }, { name: null }] },
        errors: [{ path: ['mixed', 1, 'name'], code: 'DOWNSTREAM_SERVICE_ERROR' }],
      },
    ],
  },
];
