import type { Scenario } from '../harness/scenario.ts';

const ids = ['1', '2'];

/** Requirements that users of several planners reported to be planned wrongly. */
export const reportedRequiresScenarios: readonly Scenario[] = [
  {
    name: 'requirements under conditions',
    subgraphs: {
      lists: {
        sdl: `
          type Query { list: List lists: [List] }
          type List @key(fields: "id") { id: ID! products: [Part!] size(unit: String = "cm"): Int }
          type Part @shareable { item: ID! offer: ID }
        `,
        root: { list: list('1'), lists: ids.map(list) },
        entities: { List: ids.map(list) },
      },
      views: {
        sdl: `
          type List @key(fields: "id") {
            id: ID! products: [Part!] @external size(unit: String = "cm"): Int @external
            plain: Int
            groups: String @requires(fields: "products { item }")
            rows(of: String): String @requires(fields: "products { item offer }")
            weight: Int @requires(fields: "size(unit: \\"in\\")")
            length: Int @requires(fields: "size")
          }
          type Part @shareable { item: ID! offer: ID }
        `,
        entities: { List: ids.map((id) => ({ id, plain: Number(id) })) },
        resolvers: {
          List: {
            groups: ({ products }: { products: readonly { item: string }[] }) =>
              products.map(({ item }) => item).join(),
            rows: (
              { products }: { products: readonly { item: string; offer: string }[] },
              { of }: { of?: string },
            ) => products.map(({ item, offer }) => `${item}-${offer}${of ?? ''}`).join(),
            weight: ({ size }: { size: number }) => size * 3,
            length: ({ size }: { size: number }) => size,
          },
        },
      },
    },
    operations: [
      {
        name: 'a field beside a skipped one with a requirement is fetched',
        knownFaults: { reference: 'entities without a skipped requirement are not fetched' },
        query: 'query ($v: Boolean!) { list { plain groups @skip(if: $v) } }',
        variables: { v: true },
        data: { list: { plain: 1 } },
        maxCalls: { lists: 1, views: 1 },
      },
      {
        name: 'opposite conditions, of which one is true',
        knownFaults: { reference: 'it sends null for what only the skipped field requires' },
        query: `query ($v: Boolean!) { lists { ...Groups @include(if: $v) ...Rows @skip(if: $v) } }
          fragment Groups on List { groups } fragment Rows on List { rows }`,
        variables: { v: true },
        data: { lists: [{ groups: 'a1,b1' }, { groups: 'a2,b2' }] },
      },
      {
        name: 'opposite conditions, of which the other is true',
        query: `query ($v: Boolean!) { lists { ...Groups @include(if: $v) ...Rows @skip(if: $v) } }
          fragment Groups on List { groups } fragment Rows on List { rows }`,
        variables: { v: false },
        data: { lists: [{ rows: 'a1-x,b1-null' }, { rows: 'a2-x,b2-null' }] },
      },
      {
        name: 'a condition on the required field itself does not concern the requirement',
        query:
          'query ($v: Boolean!, $of: String) { list { products @include(if: $v) { item } rows(of: $of) } }',
        variables: { v: false, of: '!' },
        data: { list: { rows: 'a1-x!,b1-null!' } },
      },
      {
        name: 'other arguments, conditions and aliases beside required ones',
        knownFaults: { reference: 'one field with different arguments in one selection' },
        query: `query ($v: Boolean!, $u: String) {
          list { size(unit: $u) @skip(if: $v) weight @skip(if: $v) length unit: size(unit: "in") @include(if: $v) }
        }`,
        variables: { v: false, u: 'm' },
        data: { list: { size: 1, weight: 30, length: 100 } },
      },
      {
        name: 'one field required with two arguments',
        knownFaults: { reference: 'one value is sent for both requirements' },
        query: '{ list { length weight } }',
        data: { list: { length: 100, weight: 30 } },
      },
      {
        name: 'all is skipped: nothing is fetched',
        query: 'query ($v: Boolean!) { list @skip(if: $v) { groups rows } }',
        variables: { v: true },
        data: {},
        maxCalls: { lists: 0, views: 0 },
      },
    ],
  },
  {
    name: 'a requirement that goes through an interface of entities',
    subgraphs: {
      catalog: {
        sdl: `
          type Query { cages: [Cage] }
          type Cage @key(fields: "id") { id: ID! }
          interface Animal @key(fields: "id") { id: ID! name: String }
          type Dog implements Animal @key(fields: "id") { id: ID! name: String tricks: Int }
          type Cat implements Animal @key(fields: "id") { id: ID! name: String whiskers: Int }
        `,
        root: { cages: ids.map((id) => ({ id })) },
        entities: {
          Cage: ids.map((id) => ({ id })),
          Animal: [
            { __typename: 'Dog', id: 'd', name: 'Rex', tricks: 3 },
            { __typename: 'Cat', id: 'c', name: 'Tom', whiskers: 20 },
          ],
          Dog: [{ id: 'd', name: 'Rex', tricks: 3 }],
          Cat: [{ id: 'c', name: 'Tom', whiskers: 20 }],
        },
      },
      zoo: {
        sdl: `
          type Cage @key(fields: "id") {
            id: ID! resident: Animal
            fun: Int @requires(fields: "resident { ... on Dog { tricks } ... on Cat { whiskers } }")
          }
          interface Animal { id: ID! }
          type Dog implements Animal @key(fields: "id") { id: ID! tricks: Int @external }
          type Cat implements Animal @key(fields: "id") { id: ID! whiskers: Int @external }
        `,
        entities: {
          Cage: [
            { id: '1', resident: { __typename: 'Dog', id: 'd' } },
            { id: '2', resident: { __typename: 'Cat', id: 'c' } },
          ],
        },
        resolvers: { Cage: { __resolveReference: cage, fun: ({ fun }: { fun?: number }) => fun ?? null } },
      },
    },
    operations: [
      {
        name: 'fields of each implementation are sent',
        query: '{ cages { fun } }',
        data: { cages: [{ fun: 3 }, { fun: 20 }] },
        maxCalls: { catalog: 2, zoo: 2 },
      },
      {
        name: 'beside the same objects',
        query: '{ cages { resident { id ... on Cat { name } } fun } }',
        data: {
          cages: [
            { resident: { id: 'd' }, fun: 3 },
            { resident: { id: 'c', name: 'Tom' }, fun: 20 },
          ],
        },
        maxCalls: { catalog: 2, zoo: 2 },
      },
    ],
  },
  {
    name: 'a requirement whose key only an inner subgraph has',
    subgraphs: {
      shelves: {
        sdl: `
          type Query { shelf: Shelf }
          type Shelf { books: [Book] }
          type Book @key(fields: "isbn") { isbn: ID! }
        `,
        root: { shelf: { books: [{ isbn: 'b1' }, null, { isbn: 'b2' }] } },
      },
      store: {
        sdl: 'type Book @key(fields: "isbn") @key(fields: "no") { isbn: ID! no: Int! price: Int }',
        entities: {
          Book: [
            { isbn: 'b1', no: 1, price: 10 },
            { isbn: 'b2', no: 2, price: null },
          ],
        },
      },
      tax: {
        sdl: 'type Book @key(fields: "no") { no: Int! price: Int @external tax: Int @requires(fields: "price") }',
        entities: { Book: [{ no: 1 }, { no: 2 }] },
        resolvers: { Book: { tax: ({ price }: { price: number | null }) => (price ?? 0) + 1 } },
      },
      bonus: {
        sdl: 'type Book @key(fields: "no") { no: Int! tax: Int @external bonus: Int @requires(fields: "tax") }',
        entities: { Book: [{ no: 1 }, { no: 2 }] },
        resolvers: { Book: { bonus: ({ tax }: { tax: number }) => tax * 100 } },
      },
    },
    operations: [
      {
        name: 'a chain of four subgraphs, each called once',
        query: '{ shelf { books { bonus } } }',
        data: { shelf: { books: [{ bonus: 1100 }, null, { bonus: 100 }] } },
        maxCalls: { shelves: 1, store: 1, tax: 1, bonus: 1 },
      },
      {
        name: 'the end of the chain under a condition beside its middle',
        query: 'query ($v: Boolean!) { shelf { books { bonus @include(if: $v) tax } } }',
        variables: { v: false },
        data: { shelf: { books: [{ tax: 11 }, null, { tax: 1 }] } },
        maxCalls: { shelves: 1, store: 1, tax: 1, bonus: 0 },
      },
    ],
  },
];

function list(id: string): Record<string, unknown> {
  return {
    id,
    products: [
      { item: `a${id}`, offer: 'x' },
      { item: `b${id}`, offer: null },
    ],
    size: ({ unit }: { unit: string }) => ({ cm: 100, in: 10, m: 1 })[unit],
  };
}

/** `fun` is the sum of what the requirement sent. */
function cage({ id, resident }: { id: string; resident?: Record<string, unknown> }): Record<string, unknown> {
  const own = id === '1' ? { __typename: 'Dog', id: 'd' } : { __typename: 'Cat', id: 'c' };
  const sent = Object.entries(resident ?? {}).find(([name]) => name === (id === '1' ? 'tricks' : 'whiskers'));
  return { id, resident: own, fun: sent?.[1] };
}
