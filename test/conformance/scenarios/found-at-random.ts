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
        knownFaults: { reference: 'fetches only for types that have the required field' },
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
        name: 'a fragment that its object cannot match, inside one that it can',
        query: '{ lent { ... on Film { ... on Named { ... on Charted { place } } } id } }',
        data: { lent: [{ id: 'b' }, { place: 1, id: 'f' }] },
      },
      {
        name: 'the type is fetched though all other fields are known',
        query: '{ lent { ... on Film { id } } }',
        data: { lent: [{}, { id: 'f' }] },
      },
      {
        name: 'the type name next to a field of the object, on an implementation',
        knownFaults: { reference: 'the name of the interface, from the object’s subgraph, replaces it' },
        query: '{ works { ... on Film { fee __typename } ... on Book { name } } }',
        data: { works: [{ fee: 1, __typename: 'Film' }, { name: 'Emma' }] },
      },
    ],
  },
  {
    name: 'fields with @requires that are skipped',
    subgraphs: {
      goods: {
        sdl: `
          type Query { goods: [Good] good: Good }
          interface Priced { price: Int }
          interface Heavy { weight: Int }
          type Good implements Heavy @key(fields: "id") { id: ID! weight: Int size: Int }
          type Gem implements Heavy & Priced { weight: Int price: Int }
        `,
        root: {
          goods: [{ id: '1', weight: 3, size: 4 }],
          good: { id: '1', weight: 3, size: 4 },
        },
        entities: { Good: [{ id: '1', weight: 3, size: 4 }] },
      },
      shipping: {
        sdl: `
          type Query { sent: Good }
          type Good @key(fields: "id") {
            id: ID! weight: Int @external size: Int @external
            cost: Int @requires(fields: "weight")
            room: Int @requires(fields: "size")
            days: Int
          }
        `,
        root: { sent: { id: 'gone', days: 1 } },
        entities: {
          Good: [
            { id: '1', days: 2 },
            { id: 'gone', days: 1 },
          ],
        },
        resolvers: {
          Good: {
            cost: ({ weight = -1 }: { weight?: number }) => weight * 10,
            room: ({ size = -1 }: { size?: number }) => size * 100,
          },
        },
      },
    },
    operations: [
      {
        name: 'by a variable: the other fields of the subgraph are present',
        knownFaults: {
          reference: 'the entity is not fetched: the requirement of the skipped field is missing',
        },
        query: 'query ($no: Boolean!) { goods { cost @skip(if: $no) days } }',
        variables: { no: true },
        data: { goods: [{ days: 2 }] },
      },
      {
        name: 'by a variable: another field with another requirement receives it',
        query: 'query ($no: Boolean!) { goods { cost @skip(if: $no) room } }',
        variables: { no: true },
        data: { goods: [{ room: 400 }] },
        knownFaults: {
          reference: 'the entity is not fetched: the requirement of the skipped field is missing',
        },
      },
      {
        name: 'by a constant',
        query: '{ goods { cost @skip(if: true) room @include(if: true) days } }',
        data: { goods: [{ room: 400, days: 2 }] },
        maxCalls: { goods: 1, shipping: 1 },
        knownFaults: {
          reference: 'the entity is not fetched: the requirement of the skipped field is missing',
        },
      },
      {
        name: 'an entity that is lost in the subgraph of the required field: that field is null, others are present',
        query: '{ sent { cost days } }',
        data: { sent: { cost: null, days: 1 } },
      },
      {
        name: 'an object under a condition whose fields other conditions remove',
        query: 'query ($no: Boolean!, $all: Boolean!) { good @include(if: $all) { weight @skip(if: $no) } }',
        variables: { no: true, all: true },
        data: { good: {} },
        knownFaults: { reference: 'one condition for the whole fetch' },
      },
      {
        name: 'conditions on one variable that exclude each other',
        query: 'query ($a: Boolean!) { good @include(if: $a) { weight @skip(if: $a) } }',
        variables: { a: true },
        data: { good: {} },
        knownFaults: { reference: 'its plan leaves the object out' },
      },
      {
        name: 'an object under a condition whose fields fragments remove',
        query:
          'query ($all: Boolean!) { good @include(if: $all) { ... on Heavy { ... on Priced { price } } } }',
        variables: { all: true },
        data: { good: {} },
        knownFaults: { reference: 'its plan leaves the object out' },
      },
      {
        name: 'an object without remaining fields is still an object',
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
    name: 'fragments on types that are wider than their object',
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
        name: 'with a fragment on the nested object',
        knownFaults: { reference: 'takes the object for one of the wider type' },
        query: '{ film { ... on Named { ... on Film { year } } } }',
        data: { film: { year: 1995 } },
      },
      {
        name: 'fields have the order of their first occurrence, in fragments or not',
        knownFaults: { reference: 'groups fragments on one type' },
        query: '{ named { ... on Film { year } name ... on Film { title: name } } }',
        data: { named: [{ year: 1995, name: 'Heat', title: 'Heat' }, { name: 'Al' }] },
      },
    ],
  },
  {
    name: 'errors in lists whose items are not all fetched',
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
