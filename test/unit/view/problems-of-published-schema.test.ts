import { refuseEach } from '../../support/view-problems.ts';

refuseEach('an invalid published schema', [
  [
    'type Product { id: ID! }',
    '1:6: Product has no published field title, but its interface Listing does; publish it on both under one name, or on neither',
  ],
  [
    'extend type Product { title: String @hide }',
    '1:23: Product has no published field title, but its interface Listing does; publish it on both under one name, or on neither',
  ],
  [
    'extend type Clip { title: String @rename(to: "name") }',
    '1:20: Clip has no published field title, but its interface Listing does; publish it on both under one name, or on neither',
  ],
  [
    'extend interface Listing { title: String @rename(to: "name") } extend type Clip { title: String @rename(to: "caption") }',
    '1:83: Clip has no published field name, but its interface Listing does; publish it on both under one name, or on neither',
  ],
  [
    'extend type Clip { id: ID! @hide title: String @hide seconds: Int! @hide url: String! @hide } extend interface Listing @hide',
    '1:13: Clip has no published fields; hide the type, or publish at least one',
  ],
  ['type Query { a: String @hide }', '1:14: Query has no field a'],
  ['extend type Query @hide', '1:13: the view has no queries'],
  [
    `extend schema @closed
extend type Product { title: String }`,
    '1:15: the view has no queries',
    '2:13: Product.price is of type Price, which the closed view does not declare; hide the field, or declare the type',
    '2:13: Product.reviews is of type ReviewConnection, which the closed view does not declare; hide the field, or declare the type',
    '2:13: Product.clips is of type Clip, which the closed view does not declare; hide the field, or declare the type',
    '2:13: Product.stock is of type Stock, which the closed view does not declare; hide the field, or declare the type',
  ],
  [
    `extend schema @closed
type Query { product(id: ID!): Product }`,
    '2:32: Product is not published',
  ],
  [
    `extend schema @closed
type Query { search(term: String!): SearchResult! }
extend type SearchResult { totalCount: Int! }`,
    '3:13: SearchResult.hits is of type Hit, which the closed view does not declare; hide the field, or declare the type',
  ],
  [
    'extend enum Status { OPEN @hide CLOSED @hide LOST @hide }',
    '1:13: Status has no published values; hide the type, or publish at least one',
  ],
  ['union ShelfItem = Product | Review', '1:29: ShelfItem has no member Review in the graph'],
  ['extend union ShelfItem = Product', '1:26: ShelfItem already has the member Product'],
  ['extend type Clip @hide union ShelfItem = Product | Clip', '1:52: Clip is not published'],
  [
    'extend type Clip @hide extend type Product @hide',
    '1:36: ShelfItem has no published members; hide the type, or publish at least one',
  ],
  [
    'extend input OrderInput { sku: ID! @hide }',
    '1:27: OrderInput.sku is required (ID!) and cannot be hidden',
  ],
  [
    'extend input OrderInput { skuu: ID! }',
    '1:27: OrderInput has no field skuu, and a view cannot add fields to an input type; did you mean sku?',
  ],
  ['extend input OrderInput { sku: String! }', '1:32: OrderInput.sku is of type ID! in the graph'],
  ['input OrderInput { note: String }', '1:7: OrderInput.sku is required (ID!) and cannot be hidden'],
  [
    'extend input OrderInput { sku: ID! @rename(to: "note") }',
    '1:14: OrderInput.sku and OrderInput.note are both published as note',
  ],
  [
    'extend type Product implements Playable { title: String @strip }',
    '1:32: Product does not implement Playable in the graph',
  ],
  [
    'type Card implements Listing { id: ID! title: String } extend type Query { a: Card @from(path: "product(id: 1)") }',
    '1:22: Card is a view-only type and cannot implement interfaces',
  ],
  ['type Card { id: ID! }', '1:6: no field returns Card, so its type in the graph is unknown'],
  [
    `type Card { id: ID! }
extend type Query { a: Card @from(path: "product(id: 1)") b: Card @from(path: "orders") c: [Card!]! @from(path: "orders") }`,
    '2:62: Query.b is declared as Card; its source is [Order!]!',
    '2:92: Card is read from Product elsewhere, but Query.c is Order; a view-only type must be read from one type of the graph',
  ],
  [
    `type Card { seconds: Int! }
extend type Query { a: Card @from(path: "product(id: 1)") }`,
    '1:13: Product has no field seconds, and no directive specifies its source (@from, @pluck, @wrap, @compute, @hasMore)',
  ],
  [
    `type Card { title: String }
extend type Query { a: [Card!]! @from(path: "shelf") }`,
    '1:13: ShelfItem has no field title, and no directive specifies its source (@from, @pluck, @wrap, @compute, @hasMore)',
  ],
  [
    `extend type Query { home: [Home] @wrap }
type Home { shelf: [ShelfItem!]! }`,
    '1:34: @wrap needs a view-only type without lists; found [Home]',
  ],
  [
    'extend type Query { home: Product @wrap }',
    '1:35: @wrap needs a view-only type without lists; found Product',
  ],
  [
    'extend type Query { product(id: ID!): Product @wrap @truncate(max: 3) }',
    '1:47: @wrap needs a view-only type without lists; found Product',
  ],
  [
    'extend enum Status { OPEN @rename(to: "CLOSED") }',
    '1:13: Status.OPEN and Status.CLOSED are both published as CLOSED',
  ],
  [
    'extend type Order { status: Status! @rename(to: "state") state: Int @from(path: "total") }',
    '1:58: Order.status and Order.state are both published as state',
    '1:65: Order.state is declared as Int; its source is Float!',
  ],
  [
    `extend enum Status { CLOSED @hide }
extend input OrderInput { amount: Int! = "x" }`,
    '2:27: the default of OrderInput.amount must be of type Int!; found "x"',
  ],
  [
    'extend type Query { orders(status: Status = GONE): [Order!]! }',
    '1:28: the default of Query.orders(status:) must be of type Status; found GONE',
  ],
  [
    'extend type Query { search(term: String!, first: Int = 5): SearchResult! @cap(default: 3, max: 6, arg: "first") }',
    '1:88: the argument first already declares a default',
  ],
  [
    'extend input OrderInput { amount: Int! = "x" }',
    '1:27: the default of OrderInput.amount must be of type Int!; found "x"',
  ],
  [
    'extend enum Status { CLOSED @hide } extend input OrderFilter { status: Status = CLOSED }',
    '1:64: the default of OrderFilter.status must be of type Status; found CLOSED',
  ],
  [
    'extend enum Status { CLOSED @hide } extend type Query { orders(status: Status = CLOSED): [Order!]! }',
    '1:64: the default of Query.orders(status:) contains unpublished values or fields; found CLOSED',
  ],
  [
    'extend type Query { search(term: String!, first: Int, n: Int): SearchResult! @argument(name: "first", fn: "few") @cap(default: 3, max: 6, arg: "n") }',
    '1:107: unknown function few',
    '1:144: @cap needs an argument of the graph; n is only passed to a function',
  ],
  [
    'extend type Product { reviews(first: Int @rename(to: "after"), after: String): ReviewConnection }',
    '1:64: the arguments first and after of Product.reviews are both published as after',
  ],
  [
    'extend type Product { title: String @only(for: ["Mobile"]) }',
    '1:48: @only(for:) must be a list of client names, such as ["mobile"]; found ["Mobile"]',
  ],
  ['extend type Product { title: String @cacheControl }', '1:37: @cacheControl needs maxAge or scope'],
  [
    'extend type Query { a(id: ID!, first: Int): Int @pluck(path: "products(ids: [1]).reviews.totalCount") }',
    '1:23: no field of the graph takes the argument id',
    '1:45: Query.a is declared as Int; its source is [Int]',
  ],
  ['extend type Product @rename(to: "String")', '1:13: String and Product are both published as String'],
  [
    'extend interface Listing { blurb: String @from(path: "title") }',
    '1:28: Product has no published field blurb, but its interface Listing does; publish it on both under one name, or on neither',
    '1:28: Clip has no published field blurb, but its interface Listing does; publish it on both under one name, or on neither',
  ],
  [
    'extend type Product { title: Float @from(path: "rating") }',
    '1:23: Interface field Listing.title expects type String but Product.title is type Float.',
  ],
  [
    'extend type Product { title(a: Int!): String @compute(fn: "x") }',
    '1:46: @compute defines a new field; Product.title already exists in the graph',
  ],
  [
    'extend type Query { product(ic: ID!): Product }',
    '1:21: Query.product requires the argument id (ID!), which is not provided',
    '1:29: no field of the graph takes the argument ic; did you mean id?',
  ],
  ['extend type Product implements Listing & Listing', '1:42: Product already implements Listing'],
  [
    'extend type Order { status: Status! @cap(max: 3, mode: SLICE) }',
    '1:37: @cap(mode: SLICE) needs a list; Order.status is Status!',
  ],
  [
    `extend type Product @rename(to: "Item")
extend type Clip @rename(to: "Item")`,
    '2:13: Product and Clip are both published as Item',
  ],
  [
    'extend type Query { a: Clip @from(path: "product(id: 1)") }',
    '1:24: Query.a is declared as Clip; its source is Product',
  ],
  [
    'extend type Query { a(first: Int, ids: [ID!]!): [Review!] @pluck(path: "products.reviews.nodes") b(first: Int): [Review!] @pluck(path: "spotlight") }',
    '1:49: Query.a is declared as [Review!]; its source is [[Review!]]',
    '1:113: Query.b is declared as [Review!]; its source is [Listing!]',
  ],
  [
    'extend type SearchResult { hits(first: Int): [Hit!]! } extend type Query { deep(first: Int, limit: Int!): [Product!]! @pluck(path: "products(ids: [1]).related.related") }',
    '1:33: no field of the graph takes the argument first',
    '1:81: no field of the graph takes the argument first',
    '1:93: related and related have an argument limit; write in the path which of them receives $limit',
    '1:107: Query.deep is declared as [Product!]!; its source is [[[Product!]!]]',
  ],
  [
    `extend interface Listing { id: ID! @rename(to: "key") }
extend type Product { key: String @from(path: "title") }`,
    '2:23: Product.id and Product.key are both published as key',
  ],
]);
