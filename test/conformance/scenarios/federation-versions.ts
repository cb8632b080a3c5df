import type { Scenario } from '../harness/scenario.ts';

export const federationScenarios: readonly Scenario[] = [
  {
    name: '@context and @fromContext',
    refusedBy: { reference: 'the stock gateway does not know the context specification' },
    subgraphs: {
      a: {
        sdl: `
          type Query { users: [User] }
          type User @key(fields: "id") @context(name: "user") { id: ID! currency: String! cart: Cart items: [Item!] }
          type Cart @key(fields: "id") { id: ID! total(
            amount: Int = 1
            currency: String @fromContext(field: "$user { currency }")
          ): String }
          type Item @key(fields: "id") { id: ID! price(currency: String @fromContext(field: "$user { currency }")): String }
        `,
        root: {
          users: [
            { id: '1', currency: 'EUR', cart: { id: 'c' }, items: [{ id: 'i' }, { id: 'j' }] },
            { id: '2', currency: 'USD', cart: { id: 'c' }, items: [{ id: 'i' }] },
          ],
        },
        entities: { Cart: [{ id: 'c' }], Item: [{ id: 'i' }, { id: 'j' }] },
        resolvers: {
          Cart: {
            total: (_: unknown, { amount, currency }: { amount: number; currency: string }) =>
              `${amount} ${currency}`,
          },
          Item: {
            price: ({ id }: { id: string }, { currency }: { currency: string }) => `${id} ${currency}`,
          },
        },
      },
      b: {
        sdl: `type Cart @key(fields: "id") { id: ID! note: String }`,
        entities: { Cart: [{ id: 'c', note: 'shared' }] },
      },
    },
    operations: [
      {
        name: 'one entity in two contexts',
        query: '{ users { cart { total note } } }',
        data: {
          users: [{ cart: { total: '1 EUR', note: 'shared' } }, { cart: { total: '1 USD', note: 'shared' } }],
        },
      },
      {
        name: 'with an argument of the client’s and an alias of the context’s field',
        query: 'query ($n: Int) { users { currency: id cart { sum: total(amount: $n) } } }',
        variables: { n: 3 },
        data: {
          users: [
            { currency: '1', cart: { sum: '3 EUR' } },
            { currency: '2', cart: { sum: '3 USD' } },
          ],
        },
        knownFaults: {
          reference: 'a client field under the name of the context’s field is sent in its place',
        },
      },
      {
        name: 'in a list',
        query: '{ users { items { price } } }',
        data: {
          users: [{ items: [{ price: 'i EUR' }, { price: 'j EUR' }] }, { items: [{ price: 'i USD' }] }],
        },
      },
      {
        name: 'the argument from the context is not published',
        query: '{ __type(name: "Cart") { fields { name args { name } } } }',
        data: {
          __type: {
            fields: [
              { name: 'id', args: [] },
              { name: 'total', args: [{ name: 'amount' }] },
              { name: 'note', args: [] },
            ],
          },
        },
      },
    ],
  },
  {
    name: '@composeDirective, @tag and directives for executable documents',
    subgraphs: {
      a: {
        sdl: `
          extend schema
            @link(url: "https://specs.apollo.dev/federation/v2.1", import: ["@key", "@composeDirective", "@tag"])
            @link(url: "https://example.com/audit/v1.0", import: ["@audit"])
            @composeDirective(name: "@audit")
          directive @audit(by: String) on FIELD_DEFINITION
          directive @slow(ms: Int = 5) on FIELD | QUERY
          type Query { tagged: Thing }
          type Thing @key(fields: "id") { id: ID! @tag(name: "t") secret: String @audit(by: "me") }
        `,
        root: { tagged: { id: '1', secret: 's' } },
      },
      b: {
        sdl: `
          extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key"])
          directive @slow(ms: Int = 5) on FIELD | QUERY
          type Thing @key(fields: "id") { id: ID! more: Int }
        `,
        entities: { Thing: [{ id: '1', more: 2 }] },
      },
    },
    operations: [
      {
        name: 'change nothing',
        query: '{ tagged { id secret more } }',
        data: { tagged: { id: '1', secret: 's', more: 2 } },
      },
      {
        name: 'a directive of the graph’s own is accepted',
        query: 'query @slow { tagged { secret @slow(ms: 1) more @slow } }',
        data: { tagged: { secret: 's', more: 2 } },
      },
    ],
  },
  {
    name: 'entities by @extends and by `extend type`',
    subgraphs: {
      a: {
        sdl: `type Query { user: User } type User @key(fields: "id") { id: ID! name: String }`,
        root: { user: { id: '1', name: 'Ann' } },
        entities: { User: [{ id: '1', name: 'Ann' }] },
      },
      b: {
        sdl: `
          extend type Query { reader: User }
          type User @extends @key(fields: "id") { id: ID! @external name: String @external badge: String @requires(fields: "name") }
        `,
        root: { reader: { id: '1' } },
        entities: { User: [{ id: '1' }] },
        resolvers: { User: { badge: ({ name }: { name: string }) => `badge of ${name}` } },
      },
    },
    operations: [
      {
        name: 'both ways',
        query: '{ user { badge } reader { id name badge } }',
        data: { user: { badge: 'badge of Ann' }, reader: { id: '1', name: 'Ann', badge: 'badge of Ann' } },
      },
    ],
  },
  {
    name: 'subgraphs of Federation 1, composed by today’s composition',
    subgraphs: {
      a: {
        federation: 1,
        sdl: `
          type Query { products: [Product] }
          type Product @key(fields: "upc") @key(fields: "sku") { upc: ID! sku: ID! price: Int weight: Int }
        `,
        root: { products: [{ upc: '1', sku: 's', price: 5, weight: 2 }] },
      },
      b: {
        federation: 1,
        sdl: `
          extend type Product @key(fields: "upc") {
            upc: ID! @external price: Int @external weight: Int @external
            shipping: Int @requires(fields: "price weight")
          }
        `,
        entities: { Product: [{ upc: '1' }] },
        resolvers: {
          Product: { shipping: ({ price, weight }: { price: number; weight: number }) => price * weight },
        },
      },
    },
    operations: [
      { name: '@requires', query: '{ products { shipping } }', data: { products: [{ shipping: 10 }] } },
    ],
  },
  {
    name: 'a supergraph of Federation 1',
    supergraph: `
      schema
        @core(feature: "https://specs.apollo.dev/core/v0.2")
        @core(feature: "https://specs.apollo.dev/join/v0.1", for: EXECUTION) {
        query: Query
      }
      directive @core(as: String, feature: String!, for: core__Purpose) repeatable on SCHEMA
      directive @join__field(graph: join__Graph, provides: join__FieldSet, requires: join__FieldSet) on FIELD_DEFINITION
      directive @join__graph(name: String!, url: String!) on ENUM_VALUE
      directive @join__owner(graph: join__Graph!) on INTERFACE | OBJECT
      directive @join__type(graph: join__Graph!, key: join__FieldSet) repeatable on INTERFACE | OBJECT
      scalar join__FieldSet
      enum core__Purpose { EXECUTION SECURITY }
      enum join__Graph {
        BOOKS @join__graph(name: "books", url: "http://books.invalid/graphql")
        PEOPLE @join__graph(name: "people", url: "http://people.invalid/graphql")
      }
      type Query { books: [Book] @join__field(graph: BOOKS) people: [Person] @join__field(graph: PEOPLE) }
      interface Titled { title: String }
      type Book implements Titled
        @join__owner(graph: BOOKS) @join__type(graph: BOOKS, key: "id") @join__type(graph: PEOPLE, key: "id") {
        id: ID! @join__field(graph: BOOKS)
        title: String @join__field(graph: BOOKS)
        author: Person @join__field(graph: BOOKS, provides: "name")
        blurb: String @join__field(graph: PEOPLE, requires: "title")
      }
      type Person @join__owner(graph: PEOPLE) @join__type(graph: PEOPLE, key: "id") @join__type(graph: BOOKS, key: "id") {
        id: ID! @join__field(graph: PEOPLE)
        name: String @join__field(graph: PEOPLE)
        books: [Titled] @join__field(graph: BOOKS)
      }
    `,
    subgraphs: {
      books: {
        federation: 1,
        sdl: `
          type Query { books: [Book] }
          interface Titled { title: String }
          type Book implements Titled @key(fields: "id") { id: ID! title: String author: Person @provides(fields: "name") }
          extend type Person @key(fields: "id") { id: ID! @external name: String @external books: [Titled] }
        `,
        root: { books: [{ id: 'b', title: 'Emma', author: { id: 'p', name: 'Jane, provided' } }] },
        entities: { Person: [{ id: 'p', books: [{ __typename: 'Book', id: 'b', title: 'Emma' }] }] },
      },
      people: {
        federation: 1,
        sdl: `
          type Query { people: [Person] }
          type Person @key(fields: "id") { id: ID! name: String }
          extend type Book @key(fields: "id") { id: ID! @external title: String @external blurb: String @requires(fields: "title") }
        `,
        root: { people: [{ id: 'p', name: 'Jane' }] },
        entities: { Person: [{ id: 'p', name: 'Jane' }], Book: [{ id: 'b' }] },
        resolvers: { Book: { blurb: ({ title }: { title: string }) => `all about ${title}` } },
      },
    },
    operations: [
      {
        name: 'fields of both subgraphs',
        query: '{ people { name books { __typename title } } }',
        data: { people: [{ name: 'Jane', books: [{ __typename: 'Book', title: 'Emma' }] }] },
      },
      {
        name: '@requires and a provided field',
        query: '{ books { blurb author { name } } }',
        data: { books: [{ blurb: 'all about Emma', author: { name: 'Jane, provided' } }] },
        maxCalls: { books: 1, people: 1 },
      },
      {
        name: 'introspection is that of the API',
        query: '{ __type(name: "join__Graph") { name } __schema { queryType { fields { name } } } }',
        data: { __type: null, __schema: { queryType: { fields: [{ name: 'books' }, { name: 'people' }] } } },
      },
    ],
  },
];
