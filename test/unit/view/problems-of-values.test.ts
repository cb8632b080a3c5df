import { refuseEach } from '../../support/view-problems.ts';

refuseEach('invalid value operations', [
  [
    'extend type Product { title: String @compute(fn: "promise") }',
    '1:37: @compute defines a new field; Product.title already exists in the graph',
  ],
  [
    'extend type Product { a: Price @compute(fn: "promise") }',
    '1:26: Product.a must have scalar or enum values; found Price',
  ],
  [
    'extend type Product { a: String @compute(fn: "promise", requires: "stock { ") }',
    '1:67: requires must be a selection of fields, such as "stock { status }"; found "stock { "',
  ],
  [
    'extend type Product { a: String @compute(fn: "promise", requires: "stok") }',
    '1:67: Product has no field stok; did you mean stock?',
  ],
  [
    'extend type Product { a: String @compute(fn: "promise", requires: "stock") }',
    '1:67: Product.stock is Stock!; select the fields that are required',
  ],
  [
    'extend type Product { a: String @compute(fn: "promise", requires: "title { x }") }',
    '1:67: Product.title is String, which has no fields',
  ],
  [
    'extend type Product { a: String @compute(fn: "promise", requires: "x: title") }',
    '1:67: requires cannot contain aliases; found x: title',
  ],
  [
    'extend type Product { a: String @compute(fn: "promise", requires: "title title") }',
    '1:67: requires selects title twice',
  ],
  [
    'extend type Product { a: String @compute(fn: "promise", requires: "title ... on Listing { title } ... on Product { id ... { id } }") }',
    '1:67: requires selects title twice',
    '1:67: requires selects id twice',
  ],
  [
    'extend type Query { a: String @compute(fn: "promise", requires: "spotlight { ... on Clip { title } ... on Product { title } ... on Listing { title } }") }',
    '1:65: requires selects title twice',
  ],
  [
    'extend type Product { a: String @compute(fn: "promise", requires: "...F") }',
    '1:67: requires cannot contain named fragments; found ...F',
  ],
  [
    'extend type Product { a: String @compute(fn: "promise", requires: "... on Clip { id }") }',
    '1:67: Product can never be Clip',
  ],
  [
    'extend type Product { a: String @compute(fn: "promise", requires: "title @include(if: true)") }',
    '1:67: requires cannot contain directives',
  ],
  [
    'extend type Product { a: String @compute(fn: "promise", requires: "related { id }") }',
    '1:67: Product.related requires the argument limit (Int!), which is not provided',
  ],
  [
    'extend type Product { a: String @compute(fn: "promise", requires: "related(limit: $n, limitt: 2) { id }") }',
    '1:67: Product.related has no argument limitt; did you mean limit?',
    '1:67: the argument limit of Product.related must be a literal of type Int!',
  ],
  [
    'extend type Query { a: String @compute(fn: "promise", requires: "shelf { id }") }',
    '1:65: ShelfItem is a union, so only __typename can be read; found id',
  ],
  [
    'extend type Product { a: String @compute(fn: "promis") }',
    '1:46: unknown function promis; did you mean promise?',
  ],
  [
    `extend type Query { home: Home @wrap }
type Home { a: String @compute(fn: "promise") @argument(name: "x", fn: "promise") }`,
    '2:47: @argument needs a field of the graph that Home.a is read from',
  ],
  [
    'extend type Query { products: [Product] @argument(name: "idz", fn: "promise") }',
    '1:57: Query.products has no argument idz; did you mean ids?',
  ],
  [
    'extend type Query { a: [Product] @from(path: "products(ids: [1])") @argument(name: "ids", fn: "promise") }',
    '1:84: the argument ids already has a value',
  ],
  [
    'extend type Query { product(id: ID!): Product @keepSlots(argument: "id", key: "id") }',
    '1:47: @keepSlots needs a list of objects; Query.product is Product',
  ],
  [
    'extend type Query { products(ids: [ID!]!): [Product] @keepSlots(argument: "id", key: "id") }',
    '1:75: the keys must be an argument of the last step of Query.products; found id; did you mean ids?',
  ],
  [
    'extend type Query { search(term: String!): SearchResult! orders(status: Status): [Order!]! @keepSlots(argument: "status", key: "id") }',
    '1:113: the keys must be a list; status is Status',
  ],
  [
    'extend type Query { products(ids: [ID!]!): [Product] @keepSlots(argument: "ids", key: "sku") }',
    '1:87: Product has no field sku',
  ],
  [
    'extend type Query { products(ids: [ID!]!): [Product] @keepSlots(argument: "ids", key: "price") }',
    '1:87: a key must be a single scalar or enum value; Product.price is Price',
  ],
  [
    'extend type Query { products(ids: [ID!]!): [Product] @keepSlots(argument: "ids", key: "id") @cap(max: 3, mode: SLICE) more: Boolean! @hasMore(of: "products") }',
    '1:54: @keepSlots and @cap(mode: SLICE) contradict each other',
  ],
  [
    'extend enum Status { LOSED }',
    '1:22: Status has no value LOSED, and only a value with @fallback may be added; did you mean CLOSED?',
  ],
  ['extend enum Status { A @fallback B @fallback }', '1:36: Status already has the @fallback A'],
  ['extend enum Status { A @fallback(type: "X") }', '1:34: @fallback on an enum value takes no type'],
  ['extend union ShelfItem @fallback', '1:24: @fallback on ShelfItem needs type'],
  [
    'extend union ShelfItem @fallback(type: "Unknwn") type Unknown { kind: String! @from(path: "__typename") }',
    '1:40: @fallback(type:) must be a view-only type; found Unknwn; did you mean Unknown?',
  ],
  [
    'extend union ShelfItem @fallback(type: "Clip")',
    '1:40: @fallback(type:) must be a view-only type; found Clip',
  ],
  [
    'extend union ShelfItem @fallback(type: "Unknown") type Unknown { id: ID! }',
    '1:66: Unknown represents unknown types: each of its fields needs a @default or @from(path: "__typename")',
  ],
  [
    'extend interface Listing @fallback(type: "Unknown") type Unknown { id: ID! @default(value: "") }',
    '1:58: Unknown has no published field title, but its interface Listing does; publish it on both under one name, or on neither',
  ],
  [
    `extend type Query { a: Unknown @from(path: "product(id: 1)") }
extend union ShelfItem @fallback(type: "Unknown")
type Unknown { kind: String! @from(path: "__typename") }`,
    '1:24: Unknown is read from ShelfItem elsewhere, but Query.a is Product; a view-only type must be read from one type of the graph',
  ],
  [
    'extend type Product { rating: Float @truncate(max: 3) }',
    '1:37: @truncate needs a String; Product.rating is Float',
  ],
  ['extend type Product { rating: Float @strip }', '1:37: @strip needs a String; Product.rating is Float'],
  [
    'extend type Product { title: String @truncate(max: 3, ellipsis: "....") }',
    '1:65: the ellipsis must be shorter than max (3); found "...."',
  ],
  ['extend type Product { title: String @truncate(max: 30) @strip }', '1:56: @strip must precede @truncate'],
  ['extend type Product { picture: String @strip @image(slot: CARD) }', '1:46: @image must precede @strip'],
  [
    'extend type Product { a: String @from(path: "rating") @format(as: NUMBER) @round(digits: 1) }',
    '1:75: @round must precede @format',
  ],
  ['extend type Product { id: ID! @round(digits: 1) }', '1:31: @round needs a Float; Product.id is ID!'],
  [
    'extend type Order { total: Float! @round(digits: 1) }',
    '1:35: @round is not allowed for money; Order.total is an amount (use @format(as: CURRENCY))',
  ],
  [
    'extend type Product { rating: String @format(as: NUMBER) }',
    '1:38: @format defines a new field; Product.rating already exists in the graph',
  ],
  [
    'extend type Product { a: String @from(path: "title") @format(as: NUMBER) }',
    '1:54: @format(as: NUMBER) needs an Int or a Float; found String',
  ],
  [
    'extend type Product { a: String @from(path: "rating") @format(as: DATE) }',
    '1:55: @format(as: DATE) needs a String or a date scalar; found Float',
  ],
  [
    'extend type Product { a: String @from(path: "rating") @format(as: CURRENCY) }',
    '1:55: @format(as: CURRENCY) needs an object with an amount and a currency; found Float',
  ],
  [
    'extend type Product { a: String @from(path: "price") @format(as: CURRENCY) }',
    '1:54: Price has no field amount for the amount',
    '1:54: Price has no field currency for the currency; did you mean current?',
  ],
  [
    'extend type Product { a: String @from(path: "price.was") @format(as: CURRENCY, amount: "currency") }',
    '1:88: the amount must be Int or Float, without arguments; Money.currency is String!',
  ],
  [
    'extend type Product { a: String @from(path: "price.was") @format(as: CURRENCY, digits: 2) }',
    '1:80: @format(as: CURRENCY) has no argument digits; allowed: amount, currency',
  ],
  [
    'extend type Product { a: String @from(path: "rating") @format(as: DURATION, digits: 2) }',
    '1:77: @format(as: DURATION) has no argument digits; allowed: none',
  ],
  [
    'extend type Product { a: Float @from(path: "rating") @format(as: NUMBER) }',
    '1:26: Product.a is declared as Float; its source is String',
  ],
  [
    'extend type Product { title: String @default(value: 3) }',
    '1:53: the default must be a value of String!; found 3',
  ],
  [
    'extend type Product { title: String @default(value: null) }',
    '1:53: the default must be a value of String!; found null',
  ],
  [
    'extend type Product { price: Price @default(value: {}) }',
    '1:36: @default needs scalar or enum values; Product.price is Price',
  ],
  [
    'extend type Stock { status: StockStatus! @default(value: LOST) }',
    '1:58: the default must be a value of StockStatus!; found LOST',
  ],
  [
    'extend type Product { title: String @onError }',
    '1:37: the policy must be one of NULL, DEFAULT, LAST_GOOD, OMIT, FAIL',
  ],
  [
    'extend type Product { title: String @onError(policy: LAST) }',
    '1:54: the policy must be one of NULL, DEFAULT, LAST_GOOD, OMIT, FAIL',
  ],
  [
    'extend type Product { title: String @onError(policy: LAST_GOOD, maxAge: "10") }',
    '1:73: maxAge must be a duration such as "10m", from 1s to 30d',
  ],
  [
    'extend type Product { title: String @onError(policy: LAST_GOOD, shared: YES) }',
    '1:73: shared must be true or false',
  ],
  [
    'extend type Product { title: String @onError(policy: LAST_GOOD, maxage: "10s") }',
    '1:65: @onError has no argument maxage; did you mean maxAge?',
  ],
  [
    'extend type Product { title: String @onError(policy: NULL) name: String @from(path: "title") @onError(policy: FAIL) }',
    '1:94: Product.name and Product.title both start at Product.title but declare different policies for it',
  ],
  [
    'extend interface Listing { title: String @onError(policy: NULL) }',
    '1:42: @onError needs a field of an object type; Listing.title belongs to an abstract type',
  ],
  [
    `extend type Query { home: Home @wrap @onError(policy: NULL) }
type Home { shelf: [ShelfItem!]! }`,
    '1:38: @onError needs a field of the graph that Query.home is read from',
  ],
  [
    'extend type Product { title: String @cacheControl(maxAge: -1) }',
    '1:59: @cacheControl(maxAge:) must be an integer from 0 to 31536000; found -1',
  ],
]);
