import type { Scenario } from '../harness/scenario.ts';

const fail = (): never => {
  throw new Error('broken');
};

const works = [
  { __typename: 'Film', id: 'f', name: 'Heat', place: fail },
  { __typename: 'Book', id: 'b', name: 'Emma' },
];

const code = 'DOWNSTREAM_SERVICE_ERROR';

/** Cases with errors at wrong paths, found by random operations. */
export const errorFoundAtRandomScenarios: readonly Scenario[] = [
  {
    name: 'errors in fields that are fetched for objects of some types',
    subgraphs: {
      library: {
        sdl: `
          type Query { works: [Work!] film: Film }
          interface Work @key(fields: "id") { id: ID! name: String }
          type Film implements Work @key(fields: "id") { id: ID! name: String place: Int }
          type Book implements Work @key(fields: "id") { id: ID! name: String }
        `,
        root: { works, film: works[0] },
        entities: { Work: works, Film: works.slice(0, 1), Book: works.slice(1) },
      },
      loans: {
        sdl: `
          type Query { lent: [Work] }
          type Work @key(fields: "id") @interfaceObject { id: ID! fee: Int to: Person }
          type Person { name: String }
        `,
        root: {
          lent: [
            { id: 'b', fee: fail, to: { name: fail } },
            { id: 'f', fee: fail },
            { id: 'gone', fee: 1 },
          ],
        },
        entities: {
          Work: [
            { id: 'f', fee: fail, to: { name: 'Ann' } },
            { id: 'b', fee: fail, to: { name: fail } },
          ],
        },
      },
    },
    operations: [
      {
        name: 'no error at an object of another type',
        query: '{ works { id ... on Film { fee } } }',
        data: { works: [{ id: 'f', fee: null }, { id: 'b' }] },
        errors: [{ path: ['works', 0, 'fee'], code }],
      },
      {
        name: 'an alias that only one type has is not reported at the other',
        knownFaults: { reference: 'reports the fields of all types at each' },
        query: '{ works { ... on Film { a: fee } ... on Book { b: fee } } }',
        data: { works: [{ a: null }, { b: null }] },
        errors: [
          { path: ['works', 0, 'a'], code },
          { path: ['works', 1, 'b'], code },
        ],
      },
      {
        name: 'no error below it either',
        knownFaults: { reference: 'reports the fields of all types at each' },
        query: '{ works { ... on Film { to { name } } ... on Book { to { __typename } } } }',
        data: { works: [{ to: { name: 'Ann' } }, { to: { __typename: 'Person' } }] },
      },
      {
        name: 'a fragment that conditions remove completely needs no type',
        query: 'query ($on: Boolean!) { lent { id ... on Film { place @include(if: $on) } } }',
        variables: { on: false },
        data: { lent: [{ id: 'b' }, { id: 'f' }, { id: 'gone' }] },
        maxCalls: { library: 0 },
      },
    ],
  },
  {
    name: 'errors of entities that occur at several paths',
    subgraphs: {
      products: {
        sdl: `
          type Query { products: [Product] }
          type Product @key(fields: "id") { id: ID! name: String tags: [String] }
        `,
        root: { products: [{ id: '1', name: fail, tags: ['a', fail] }] },
        entities: { Product: [{ id: '1', name: fail, tags: ['a', fail] }] },
      },
      reviews: {
        sdl: `type Product @key(fields: "id") { id: ID! like: Product }`,
        entities: { Product: [{ id: '1', like: { id: '1' } }] },
      },
    },
    operations: [
      {
        name: 'a value that failed is fetched again where the entity occurs again',
        query: '{ products { name tags like { title: name tags } } }',
        data: {
          products: [{ name: null, tags: ['a', null], like: { title: null, tags: ['a', null] } }],
        },
        errors: [
          { path: ['products', 0, 'name'], code },
          { path: ['products', 0, 'tags', 1], code },
          { path: ['products', 0, 'like', 'title'], code },
          { path: ['products', 0, 'like', 'tags', 1], code },
        ],
        maxCalls: { products: 2, reviews: 1 },
      },
    ],
  },
  {
    name: 'failed calls that only some fields need',
    subgraphs: {
      shop: {
        sdl: `
          type Query { goods: [Good] good: Good }
          type Good @key(fields: "id") { id: ID! maker: Maker }
          type Maker @key(fields: "id") { id: ID! }
        `,
        root: { goods: [{ id: '1', maker: { id: 'm' } }], good: { id: '1', maker: { id: 'm' } } },
      },
      makers: {
        sdl: `
          type Query { makers: [Maker] best: Maker }
          type Maker @key(fields: "id") @key(fields: "code") { id: ID! code: ID! name: String }
        `,
        fails: 'SUBGRAPH_UNAVAILABLE',
      },
      scores: {
        sdl: `type Maker @key(fields: "code") { code: ID! score: Int }`,
      },
      reviews: {
        sdl: `type Good @key(fields: "id") { id: ID! stars: Int }`,
        entities: { Good: [{ id: '1', stars: 5 }] },
      },
    },
    operations: [
      {
        name: 'an alias of the list that needs nothing from the call is not null',
        query: '{ goods { maker { name } } rated: goods { stars } }',
        data: { goods: [{ maker: { name: null } }], rated: [{ stars: 5 }] },
        errors: [{ path: ['goods'], code: 'SUBGRAPH_UNAVAILABLE' }],
      },
      {
        name: 'a root field that is skipped is not null',
        query: 'query ($on: Boolean!) { makers { name } best @include(if: $on) { name } }',
        variables: { on: false },
        data: { makers: null },
        errors: [{ path: ['makers'], code: 'SUBGRAPH_UNAVAILABLE' }],
        knownFaults: { reference: 'reports the skipped field, too' },
      },
      {
        name: 'an unselected key is an error at the object',
        query: '{ good { maker { score } } }',
        data: { good: { maker: { score: null } } },
        errors: [{ path: ['good', 'maker'], code: 'SUBGRAPH_UNAVAILABLE' }],
        knownFaults: { reference: 'reports the name of the key' },
      },
    ],
  },
  {
    name: 'an error in a field that the planner fetches under an alias',
    subgraphs: {
      a: {
        sdl: `
          type Query { found: [Found] }
          union Found = Film | Person
          type Film @key(fields: "id") { id: ID! }
          type Person @key(fields: "id") { id: ID! }
        `,
        root: {
          found: [
            { __typename: 'Film', id: 'f' },
            { __typename: 'Person', id: 'p' },
          ],
        },
      },
      b: {
        sdl: `
          type Film @key(fields: "id") { id: ID! loans: [Loan!] }
          type Person @key(fields: "id") { id: ID! loans: [Loan] }
          type Loan { days: Int }
        `,
        entities: { Film: [{ id: 'f', loans: fail }], Person: [{ id: 'p', loans: [{ days: 3 }] }] },
      },
    },
    operations: [
      {
        name: 'the error has the client’s name',
        query:
          '{ found { ... on Film { ofFilm: loans { days } } ... on Person { ofPerson: loans { days } } } }',
        data: { found: [{ ofFilm: null }, { ofPerson: [{ days: 3 }] }] },
        errors: [{ path: ['found', 0, 'ofFilm'], code }],
      },
    ],
  },
];
