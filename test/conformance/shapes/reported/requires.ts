/** Graphs with requirements that planners were reported to get wrong, by what is hard in them. */
export const requiresGraphs = {
  'a requirement through an interface of entities': {
    catalog: `
      type Query { cages: [Cage] any: Animal }
      type Cage @key(fields: "id") { id: ID! label: String }
      interface Animal @key(fields: "id") { id: ID! name: String }
      type Dog implements Animal @key(fields: "id") { id: ID! name: String tricks: Int }
      type Cat implements Animal @key(fields: "id") { id: ID! name: String whiskers: Int mate: Animal }
    `,
    zoo: `
      type Cage @key(fields: "id") {
        id: ID! resident: Animal others: [Animal]
        fun: Int @requires(fields: "resident { ... on Dog { tricks } ... on Cat { whiskers } }")
        all: Int @requires(fields: "others { ... on Cat { whiskers mate { ... on Dog { tricks } ... on Cat { name } } } }")
      }
      interface Animal @key(fields: "id") { id: ID! name: String }
      type Dog implements Animal @key(fields: "id") { id: ID! name: String @external tricks: Int @external fed: Int }
      type Cat implements Animal @key(fields: "id") { id: ID! name: String @external whiskers: Int @external mate: Animal @external fed: Int }
    `,
  },
  'requirements of single implementations of an interface': {
    catalog: `
      type Query { animals: [Animal] one: Animal }
      interface Animal @key(fields: "id") { id: ID! name: String }
      type Dog implements Animal @key(fields: "id") { id: ID! name: String tricks: Int }
      type Cat implements Animal @key(fields: "id") { id: ID! name: String whiskers: Int }
      type Cow implements Animal @key(fields: "id") { id: ID! name: String }
    `,
    vet: `
      interface Animal { id: ID! score(by: Int): Int note: String }
      type Dog implements Animal @key(fields: "id") {
        id: ID! tricks: Int @external score(by: Int): Int @requires(fields: "tricks") note: String
      }
      type Cat implements Animal @key(fields: "id") {
        id: ID! whiskers: Int @external name: String @external score(by: Int): Int @requires(fields: "whiskers name") note: String @requires(fields: "name")
      }
      type Cow implements Animal @key(fields: "id") { id: ID! score(by: Int): Int note: String }
    `,
    stats: `
      type Animal @key(fields: "id") @interfaceObject { id: ID! name: String @external score(by: Int): Int @external rank: Int @requires(fields: "name score(by: 2)") seen: Int }
    `,
  },
  'a key that another subgraph completes below the entity': {
    a: `
      type Query { things: [Thing] box: Box! }
      union Thing = Box | Bag
      type Box @key(fields: "no sub { id1 }") { no: ID! sub: Sub! size: Int }
      type Bag @key(fields: "no") { no: ID! sub: Sub! }
      type Sub @key(fields: "id1") { id1: ID! }
    `,
    b: 'type Sub @key(fields: "id1") @key(fields: "id2") { id1: ID! id2: ID! }',
    c: `
      type Box @key(fields: "no sub { id2 }") { no: ID! sub: Sub! size: Int @external twice: Int @requires(fields: "size") label: String }
      type Sub @key(fields: "id2") { id2: ID! }
    `,
  },
  'a requirement that begins with a field of its own subgraph': {
    one: `
      type Query { one: One ones: [One!] }
      type One @key(fields: "id") {
        id: ID! two: Two twos: [[Two]] computed: String @requires(fields: "two { extern }")
        both: String @requires(fields: "two { extern three { deep } } twos { extern }")
      }
      type Two @key(fields: "id") { id: ID! extern: String @external three: Three @external }
      type Three @external { deep: Int }
    `,
    two: `
      type Two @key(fields: "id") { id: ID! extern: String three: Three other: One }
      type Three { deep: Int }
      type One @key(fields: "id", resolvable: false) { id: ID! }
    `,
  },
  'a requirement of a field with a requirement, not null': {
    bars: 'type Query { foo(in: Int): Bar } type Bar @key(fields: "id") { id: ID! baz: Baz! next: Bar! } type Baz @shareable { value: String! }',
    valid: `
      type Bar @key(fields: "id") { id: ID! baz: Baz! @external valid: Boolean! @requires(fields: "baz { value }") }
      type Baz @external { value: String! }
    `,
    beer: 'type Bar @key(fields: "id") { id: ID! valid: Boolean! @external beer: String! @requires(fields: "valid") bars: [Bar!]! }',
  },
  'a requirement with a key that only an inner fetch has': {
    books: `
      type Query { shelves: [Shelf] }
      type Shelf @key(fields: "id") { id: ID! books: [Book] }
      type Book @key(fields: "isbn") { isbn: ID! }
    `,
    store: `
      type Book @key(fields: "isbn") @key(fields: "no") { isbn: ID! no: ID! price: Int author: Author }
      type Author @key(fields: "id") { id: ID! fee: Int }
    `,
    tax: `
      type Book @key(fields: "no") { no: ID! price: Int @external author: Author @external tax: Int @requires(fields: "price author { fee }") }
      type Author @key(fields: "id") { id: ID! fee: Int @external owed: Int @requires(fields: "fee") books: [Book] }
    `,
    bonus: 'type Book @key(fields: "no") { no: ID! tax: Int @external bonus: Int @requires(fields: "tax") }',
  },
  'one field required with different arguments': {
    a: 'type Query { items: [Item] item: Item } type Item @key(fields: "id") { id: ID! price(in: String, at: Int = 1): Int name(max: Int): String }',
    b: `
      type Item @key(fields: "id") {
        id: ID! price(in: String, at: Int = 1): Int @external name(max: Int): String @external
        euro: Int @requires(fields: "price(in: \\"EUR\\")") dollar: Int @requires(fields: "price(in: \\"USD\\", at: 2)") plain(x: Int): Int @requires(fields: "price name(max: 3)") title: String @requires(fields: "name")
      }
    `,
    c: 'type Item @key(fields: "id") { id: ID! euro: Int @external name(max: Int): String @external sum: Int @requires(fields: "euro name(max: 1)") more: [Item] }',
  },
  'a requirement of a list of lists with arguments': {
    a: `
      type Query { posts: [Post] comment: Comment }
      type Post @key(fields: "id") { id: ID! comments(limit: Int!): [Comment] threads(from: Int, sort: Sort = NEW): [[Comment!]!] }
      type Comment @key(fields: "id") { id: ID! text(in: String): String }
      enum Sort { NEW OLD }
    `,
    b: `
      enum Sort { NEW OLD }
      type Post @key(fields: "id") {
        id: ID! comments(limit: Int!): [Comment] @external threads(from: Int, sort: Sort = NEW): [[Comment!]!] @external
        author: Author @requires(fields: "comments(limit: 3) { authorId }")
        loud: String @requires(fields: "threads(from: 1, sort: OLD) { authorId text(in: \\"a\\") }") best: Comment
      }
      type Comment @key(fields: "id") { id: ID! authorId: ID text(in: String): String @external posts: [Post] }
      type Author { name: String first: Post }
    `,
  },
  'requirements around a circle': {
    a: `
      type Query { feed: [Post] }
      type Post @key(fields: "id") { id: ID! byNovice: Boolean! @external byExpert: Boolean! @requires(fields: "byNovice") raw: Int }
    `,
    b: `
      type Post @key(fields: "id") { id: ID! author: Author! raw: Int @external byNovice: Boolean! @requires(fields: "author { years }") odd: Int @requires(fields: "raw") }
      type Author @key(fields: "id") { id: ID! years: Int! @external }
    `,
    c: `
      type Author @key(fields: "id") { id: ID! years: Int! last: Post }
      type Post @key(fields: "id") { id: ID! byExpert: Boolean! @external odd: Int @external top: Int @requires(fields: "byExpert odd") }
    `,
  },
  'requirements of parts of values in lists': {
    a: `
      type Query { lists: [List] }
      type List @key(fields: "id") { id: ID! products: [Product!] }
      type Product { id: ID! pid: String offer: Int group: Group }
      type Group { id: ID! name: String }
    `,
    b: `
      type List @key(fields: "id") {
        id: ID! products: [Product!] @external
        groups: Int @requires(fields: "products { offer }") items: Int @requires(fields: "products { offer group { name } }") first: String
      }
      type Product @external { offer: Int group: Group }
      type Group @external { name: String }
    `,
  },
} as const;
