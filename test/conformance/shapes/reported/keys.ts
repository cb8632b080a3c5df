/** Graphs with keys, provided fields and overrides that planners were reported to get wrong. */
export const keyGraphs = {
  'a key of which a third subgraph has one part': {
    a: 'type Query { items: [Item] } type Item @key(fields: "id") { id: ID! a: Int }',
    b: 'type Item @key(fields: "id") { id: ID! code: String! @shareable b: Int }',
    c: 'type Item @key(fields: "id") { id: ID! zone: Zone! @shareable } type Zone @shareable { no: ID! }',
    d: 'type Item @key(fields: "id code zone { no }") @key(fields: "code zone { no }") { id: ID! code: String! @shareable zone: Zone! @shareable d: Int next: Item } type Zone @shareable { no: ID! }',
  },
  'keys in keys': {
    a: `
      type Query { pages: [Page] }
      type Page @key(fields: "owner { id org { id } } slug") { owner: User! slug: String! a: Int }
      type User @key(fields: "id") { id: ID! org: Org! @shareable } type Org @key(fields: "id") { id: ID! }
    `,
    b: `
      type Page @key(fields: "slug owner { org { id } id }") { owner: User! slug: String! b(n: Int): Int parent: Page }
      type User @key(fields: "id") { id: ID! org: Org! @shareable name: String page: Page } type Org @key(fields: "id") { id: ID! title: String owner: User }
    `,
    c: 'type User @key(fields: "id") { id: ID! name: String @external greeting: String @requires(fields: "name") } type Org @key(fields: "id") { id: ID! users: [[User]] }',
  },
  'keys that cannot be resolved': {
    a: 'type Query { list: [Item] } type Item @key(fields: "id", resolvable: false) @key(fields: "sku", resolvable: false) { id: ID! sku: String! a: Int @shareable }',
    b: 'type Query { b: Item } type Item @key(fields: "sku") @key(fields: "id", resolvable: false) { sku: String! id: ID! b: Int a: Int @shareable link: Item }',
    c: 'type Item @key(fields: "id") { id: ID! c: Int up: String }',
    d: 'type Item @key(fields: "id") { id: ID! up: String @external down: String @requires(fields: "up") }',
  },
  'external keys of extensions': {
    carts: `
      type Query { carts: [Cart] }
      type Cart @key(fields: "id") { id: ID! lines: [Line] }
      type Line { product: Product count: Int }
      type Product @key(fields: "code") @extends { code: String! @external name: String @shareable kind: String @shareable }
    `,
    products:
      'type Query { product: Product } type Product @key(fields: "code") { code: String! name: String @shareable kind: String @shareable price: Int carts: [Cart] } type Cart @key(fields: "id", resolvable: false) { id: ID! }',
  },
  'fields provided on unions and interfaces': {
    a: `
      type Query {
        media: [Media] @provides(fields: "... on Book { title } ... on Movie { title }") plain: [Media]
        book: Book @provides(fields: "similar { ... on Movie { id title } } author { name }") animal: Animal @provides(fields: "... on Cat { name }") zoo: [[Animal]]
      }
      union Media = Book | Movie
      interface Animal { id: ID! name: String }
      type Book @key(fields: "id") { id: ID! title: String @external similar: [Media] @external author: Author @external }
      type Movie @key(fields: "id") { id: ID! title: String @external }
      type Author @key(fields: "id") { id: ID! name: String @external }
      type Cat implements Animal @key(fields: "id") { id: ID! name: String @external }
      type Dog implements Animal @key(fields: "id") { id: ID! name: String @external age: Int }
    `,
    b: `
      union Media = Book | Movie
      type Book @key(fields: "id") { id: ID! title: String @shareable similar: [Media] @shareable author: Author @shareable }
      type Movie @key(fields: "id") { id: ID! title: String @shareable }
      type Author @key(fields: "id") { id: ID! name: String @shareable born: Int }
    `,
    c: 'type Cat @key(fields: "id") { id: ID! name: String @shareable } type Dog @key(fields: "id") { id: ID! name: String @shareable best: Cat }',
  },
  'a field moved in part, behind an interface': {
    old: `
      type Query { images: [Picture] }
      interface Picture { id: ID! uri(w: Int): String }
      type Image implements Picture @key(fields: "id") { id: ID! @shareable uri(w: Int): String @shareable alt: String maker: Maker }
      type Asset @key(fields: "id") { id: ID! image: Image @shareable }
      type Maker @key(fields: "id") { id: ID! old: Int }
    `,
    new: `
      type Image @key(fields: "id") { id: ID! @shareable uri(w: Int): String @override(from: "old", label: "percent(40)") @shareable alt: String @override(from: "old") maker: Maker @override(from: "old", label: "percent(50)") }
      type Asset @key(fields: "id") { id: ID! image: Image @override(from: "old") @shareable }
      type Maker @key(fields: "id") { id: ID! name: String }
    `,
    c: 'type Query { assets: [Asset] } type Asset @key(fields: "id") { id: ID! c: Int } type Image @key(fields: "id") { id: ID! alt: String @external shout: String @requires(fields: "alt") }',
  },
  'a value reached by a shared field, with an entity inside': {
    a: 'type Query { page: Page @shareable } type Page @shareable { total: Int user: User info: Info } type Info @shareable { a: Int user: User } type User @key(fields: "id") { id: ID! name: String }',
    b: 'type Query { page: Page @shareable } type Page @shareable { info: Info count: Int } type Info @shareable { b: Int user: User } type User @key(fields: "mail") { mail: String! age: Int }',
    c: 'type User @key(fields: "id") @key(fields: "mail") { id: ID! mail: String! place: Place } type Place { label: String best: User }',
  },
  'entities in results of mutations': {
    a: `
      type Query { products: [Product] }
      type Mutation { add(name: String!): Product multiply(by: Int!): Int clear: Payload! }
      type Product @key(fields: "id") { id: ID! name: String price: Int }
      type Payload { query: Query product: Product at: Int }
    `,
    b: `
      type Mutation { remove(id: ID): Product addCategory(name: String): Category }
      type Product @key(fields: "id") { id: ID! price: Int @external dear: Boolean @requires(fields: "price") category: Category }
      type Category { id: ID! first: Product }
    `,
    c: 'type Mutation { touch: Int } type Query { count: Int } type Product @key(fields: "id") { id: ID! dear: Boolean @external tag: String @requires(fields: "dear") }',
  },
  'a field with arguments beside fields of keys': {
    a: 'type Query { users: [User] } type User @key(fields: "id") @key(fields: "name") { id: ID! name: String! label(id: ID): String tags(name: String): [String] boss(id: ID): User }',
    b: 'type User @key(fields: "name") { name: String! rank(name: String): Int team(id: Int): Team } type Team @key(fields: "code lead { name }") { code: Int! lead: User! size: Int }',
    c: 'type User @key(fields: "id") { id: ID! rank(name: String): Int @external fit: Int @requires(fields: "rank(name: \\"id\\")") } type Team @key(fields: "code lead { id }") { code: Int! lead: User! c(lead: Int): Int }',
  },
  'hidden fields in keys and requirements': {
    a: 'type Query { users: [User] docs: [Doc] } type User @key(fields: "id") { id: ID! @inaccessible name: String email: String @inaccessible } union Doc = User | Page type Page { user: User text: String }',
    b: 'type User @key(fields: "id") { id: ID! email: String @external mask: String @requires(fields: "email") secret: Secret @inaccessible } type Secret @inaccessible @key(fields: "no") { no: ID! }',
    c: 'type Secret @key(fields: "no") { no: ID! level: Int } type User @key(fields: "id") { id: ID! secret: Secret @external cleared: Boolean @requires(fields: "secret { level }") }',
  },
} as const;
