import { refuseEach } from '../../support/view-problems.ts';

refuseEach('invalid arguments of fields', [
  [
    'extend type Query { a: Product @from(path: "product") }',
    '1:21: Query.product requires the argument id (ID!), which is not provided',
  ],
  [
    'extend type Query { a: Product @from(path: "product(id: {})") }',
    '1:21: the argument id is of type ID!; found {}',
  ],
  [
    'extend type Query { a: Product @from(path: "product(id: $id)") }',
    '1:21: Query.a has no argument id for $id',
  ],
  [
    'extend type Query { a(key: ID!): Product @from(path: "product(id: $kay)") }',
    '1:21: Query.a has no argument kay for $kay; did you mean $key?',
    '1:23: no field of the graph takes the argument key',
  ],
  [
    'extend type Query { a(id: Int!): Product @from(path: "product") }',
    '1:23: id is of type Int!; the argument id of the graph is ID!',
  ],
  [
    'extend type Query { a(id: ID): Product @from(path: "product") }',
    '1:23: id is of type ID; the argument id of the graph is ID!',
  ],
  [
    'extend type Query { a(id: ID!, sku: ID): Product @from(path: "product") }',
    '1:32: no field of the graph takes the argument sku',
  ],
  [
    'extend type Query { a: Product @from(path: "product(id: 1, sku: 2)") }',
    '1:21: Query.product has no argument sku',
  ],
  [
    'extend type Query { a: Product @from(path: "product(id: 1, id: 2)") }',
    '1:21: duplicate argument id of Query.product',
  ],
  [
    'extend type Query { a(f: Status): [Order!]! @from(path: "orders(filter: { status: $f })") }',
    '1:21: an argument must be a literal or a variable, not a mix of both; found filter: {status: $f}',
  ],
  [
    `extend type Query { a(id: ID!, first: Int): ReviewConnection @from(path: "product.reviews") }
extend type Query { b(id: ID!, first: Int): Int @from(path: "product.reviews.totalCount") @cap(default: 1, max: 2, arg: "id") }`,
    '2:121: @cap needs an argument of type Int; id is ID!',
  ],
  [
    'extend type Query { product(sku: ID!): Product }',
    '1:21: Query.product requires the argument id (ID!), which is not provided',
    '1:29: no field of the graph takes the argument sku',
  ],
  [
    'extend type Query { product(id: Int!): Product }',
    '1:33: Query.product(id:) is of type ID! in the graph',
  ],
  [
    'extend type Query { product(id: ID! @hide): Product }',
    '1:21: Query.product requires the argument id (ID!), which is not provided',
  ],
  [
    'extend type Query { search(first: Int): SearchResult! }',
    '1:21: Query.search requires the argument term (String!), which is not provided',
  ],
  [
    'extend type Query { search(term: String!, first: Integer): SearchResult! }',
    '1:50: Query.search(first:) is of type Int in the graph',
  ],
  [
    'extend type Query { search(term: String!, first: Integer): SearchResult! @argument(name: "first", fn: "few") }',
    '1:50: Query.search(first:) is of type Int in the graph',
    '1:103: unknown function few',
  ],
  [
    'extend enum Status @hide extend type Query { orders(status: Status): [Order!]! } extend type Order { status: Status! @hide } extend input OrderFilter { status: Status @hide }',
    '1:61: Query.orders(status:) is of type Status, which is not published',
  ],
  [
    'extend input OrderInput @hide',
    '1:14: Mutation.order(input:) is required, and its type OrderInput is not published',
  ],
  [
    'extend type Product { reviews: ReviewConnection @cap(default: 3, max: 10) }',
    '1:49: @cap needs arg (the argument that sets the number of items) or mode: SLICE',
  ],
  [
    'extend type Product { reviews: ReviewConnection @cap(default: 3, max: 10, arg: "frist") }',
    '1:80: Product.reviews has no argument frist; did you mean first?',
  ],
  [
    'extend type Product { reviews: ReviewConnection @cap(default: 3, max: 10, arg: "after") }',
    '1:80: @cap needs an argument of type Int; after is String',
  ],
  [
    'extend type Product { reviews: ReviewConnection @cap(default: 30, max: 10, arg: "first") }',
    '1:63: the default must not exceed max (10); found 30',
  ],
  [
    'extend type Product { reviews: ReviewConnection @cap(max: 10, arg: "first") }',
    '1:49: @cap needs default, the number of items when the argument is absent',
  ],
  [
    'extend type Product { reviews: ReviewConnection @cap(max: 10, mode: SLICE) }',
    '1:49: @cap(mode: SLICE) needs a list; Product.reviews is ReviewConnection',
  ],
  [
    'extend type Product { clips: [Clip!] @cap(max: 10, mode: SLICE) }',
    '1:38: @cap(mode: SLICE) needs a field of Product that reports omitted items: Boolean! @hasMore(of: "clips")',
  ],
  [
    'extend type Product { clips: [Clip!] @cap(max: 10, default: 3, mode: SLICE) more: Boolean! @hasMore(of: "clips") }',
    '1:52: @cap(mode: SLICE) has no argument default; allowed: max',
  ],
  [
    'extend type Product { clips: [Clip!] @cap(max: 10, mode: SLICE) more: Boolean! @hasMore(of: "clip") }',
    '1:38: @cap(mode: SLICE) needs a field of Product that reports omitted items: Boolean! @hasMore(of: "clips")',
    '1:93: @hasMore(of:) must name a field of Product with @cap(mode: SLICE); found clip; did you mean clips?',
  ],
  [
    'extend type Product { clips: [Clip!] @cap(max: 10, mode: SLICE) more: Int! @hasMore(of: "clips") }',
    '1:71: Product.more must be Boolean!',
  ],
  [
    'extend type Product { clips: [Clip!] @cap(max: 10, mode: SLICE) more(kind: String): Boolean! @hasMore(of: "clips") @strip }',
    '1:70: a field with @hasMore cannot declare arguments: it has those of its list',
    '1:116: @strip is not allowed beside @hasMore',
  ],
  [
    'extend type Product { clips: [Clip!] @cap(max: 10, mode: SLICE) legacy: Boolean! @hasMore(of: "clips") }',
    '1:82: @hasMore defines a new field; Product.legacy already exists in the graph',
  ],
  [
    'extend type Product { picture: String @image(slot: CRAD) }',
    '1:52: unknown image slot CRAD; did you mean card?',
  ],
  [
    'extend type Product { rating: Float @image(slot: CARD) }',
    '1:37: @image needs a String that is a URL; Product.rating is Float',
  ],
  [
    'extend type Product { photo(crop: Boolean!): String @image(slot: CARD, args: { width: "maxwidth" }) }',
    '1:78: Product.photo has no argument maxwidth; did you mean maxWidth?',
  ],
  [
    'extend type Product { photo(crop: Boolean!): String @image(slot: CARD, args: { width: "as" }) }',
    '1:78: the width of an image must be Int; the argument as is PhotoFormat',
  ],
  [
    'extend type Product { photo(crop: Boolean!): String @image(slot: CARD, args: { format: "maxWidth" }) }',
    '1:78: the format of an image must be String or an enum; the argument maxWidth is Int',
  ],
  [
    'extend type Product { photo(crop: Boolean!): String @image(slot: CARD, args: { width: "maxWidth", height: "maxWidth" }) }',
    '1:78: the argument maxWidth already has a value',
  ],
  [
    'extend type Product { photo: String @image(slot: CARD, args: { width: "maxWidth", quality: "crop" }) }',
    '1:62: the quality of an image must be Int; the argument crop is Boolean!',
  ],
]);
