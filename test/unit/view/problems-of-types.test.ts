import { refuseEach } from '../../support/view-problems.ts';

refuseEach('invalid sources and types of fields', [
  [
    'extend type Product { tittle: String @truncate(max: 3) }',
    '1:23: Product has no field tittle, and no directive specifies its source (@from, @pluck, @wrap, @compute, @hasMore); did you mean title?',
  ],
  ['extend type Product { tittle: String @hide }', '1:23: Product has no field tittle; did you mean title?'],
  [
    'extend type Product { title: String @from(path: "description") @pluck(path: "description") }',
    '1:64: Product.title already has a source (@from)',
  ],
  [
    'extend type Product { title: Int }',
    '1:30: Product.title is declared as Int; its type in the graph is String',
  ],
  [
    'extend type Product { title: [String] }',
    '1:30: Product.title is declared as [String]; its type in the graph is String',
  ],
  [
    'extend type Product { title: String! }',
    '1:30: Product.title is declared as String!; its source may be null (String): remove the !, or add a @default',
  ],
  [
    'extend type Product { price: Price! }',
    '1:30: Product.price is declared as Price!; its source may be null (Price): remove the !',
  ],
  [
    'extend type Product { blurb: Int @from(path: "description") }',
    '1:30: Product.blurb is declared as Int; its source is String',
  ],
  [
    'extend type Product { tags: [String] @from(path: "description") }',
    '1:29: Product.tags is declared as [String]; its source is String',
  ],
  [
    'extend type Product { blurb: Strng @from(path: "description") }',
    '1:30: unknown type Strng; did you mean String?',
  ],
  [
    'extend type Product { blurb: OrderFilter @from(path: "description") }',
    '1:30: OrderFilter is an input type, which a field cannot return',
  ],
  [
    'extend type Money @hide extend type Product { was: Money @from(path: "price.was") }',
    '1:52: Money is not published',
  ],
  [
    'extend type Money @hide extend type Price { was: Money current: Money! @hide }',
    '1:50: Money is not published',
  ],
  [
    'extend type Product { level: StockStatus! @from(path: "stock.stauts") }',
    '1:55: Stock has no field stauts; did you mean status?',
  ],
  [
    'extend type Product { level: String @from(path: "description.text") }',
    '1:49: description is String, which has no fields; found description.text',
  ],
  [
    'extend type Product { ids: [ID!] @from(path: "reviews.nodes.id") }',
    '1:46: @from does not traverse lists, and reviews.nodes is [Review!]; use @pluck',
  ],
  [
    'extend type Product { a: String @from(path: "") }',
    '1:45: @from(path:) "" is not a path; expected field names separated by dots, such as reviews(first: 3).nodes',
  ],
  [
    'extend type Product { a: String @from(path: "stock..status") }',
    '1:45: @from(path:) "stock..status" is not a path; expected field names separated by dots, such as reviews(first: 3).nodes',
  ],
  [
    'extend type Product { a: String @from(path: "title description") }',
    '1:45: @from(path:) "title description" is not a path; expected field names separated by dots, such as reviews(first: 3).nodes',
  ],
  [
    'extend type Product { a: String @from(path: "a: title") }',
    '1:45: @from(path:) "a: title" is not a path; expected field names separated by dots, such as reviews(first: 3).nodes',
  ],
  [
    'extend type Product { a: String @from(path: "title(") }',
    '1:45: @from(path:) "title(" is not a path; expected field names separated by dots, such as reviews(first: 3).nodes',
  ],
  [
    'extend type Product { a: String @from(path: "related(limit: 1)") }',
    '1:26: Product.a is declared as String; its source is [Product!]!',
  ],
  [
    'extend type Product { a: String @from(path: "price.was.amount.b.c.d.e.f.g.h.i.j.k.l.m.n.o") }',
    '1:45: @from(path:) "price.was.amount.b.c.d.e.f.g.h.i.j.k.l.m.n.o" has 17 steps; at most 16 are allowed',
  ],
  [
    'extend type Query { firstIds: [ID!] @pluck(path: "shelf.id") }',
    '1:50: ShelfItem is a union, so only __typename can be read; found id',
  ],
  [
    'extend type Query { a: Review @from(path: "spotlight.reviews") }',
    '1:43: @from does not traverse lists, and spotlight is [Listing!]; use @pluck',
  ],
]);
