import { refuseEach } from '../../support/view-problems.ts';

refuseEach('invalid declarations', [
  ['extend type Product {', '1:22: invalid GraphQL: Syntax Error: Expected Name, found <EOF>.'],
  [
    'query { product }',
    '1:1: a view file may contain only type definitions, type extensions and `extend schema @closed`',
  ],
  [
    'schema { query: Query }',
    '1:1: a view file may contain only type definitions, type extensions and `extend schema @closed`',
  ],
  ['extend schema @open', '1:15: only `extend schema @closed` is allowed'],
  ['extend schema @closed { query: Query }', '1:15: only `extend schema @closed` is allowed'],
  [
    'extend schema @closed extend schema @closed @open extend schema @open type Query { hi: String @compute(fn: "greet") }',
    '1:37: only `extend schema @closed` is allowed',
    '1:65: only `extend schema @closed` is allowed',
  ],
  ['extend type Produkt { title: String }', '1:13: the graph has no type Produkt; did you mean Product?'],
  [
    'interface Thing { id: ID! }',
    '1:11: the graph has no interface Thing; a view-only type must be an object type: `type Thing`',
  ],
  [
    'input Thing { id: ID! }',
    '1:7: the graph has no input Thing; a view-only type must be an object type: `type Thing`',
  ],
  [
    'union Thing = Product',
    '1:7: the graph has no union Thing; a view-only type must be an object type: `type Thing`',
  ],
  ['extend enum Statos { OPEN }', '1:13: the graph has no enum Statos; did you mean Status?'],
  ['extend interface Product { title: String }', '1:18: Product must be declared with `extend type Product`'],
  ['type Listing { title: String }', '1:6: Listing must be declared with `interface Listing`'],
  ['extend scalar String @hide', '1:15: String is a built-in type of GraphQL and cannot be changed'],
  [
    `type Product { id: ID! title: String }
type Product { id: ID! title: String }`,
    '1:16: Product.id is already declared',
    '1:24: Product.title is already declared',
    '2:6: Product is already defined; refine it with `extend type`',
  ],
  [
    `extend type Product { title: String @strip }
extend type Product { title: String @truncate(max: 3) }`,
    '2:23: Product.title is already declared',
  ],
  [
    `extend type Product @rename(to: "A")
extend type Product @rename(to: "B")`,
    '2:21: Product already has @rename',
  ],
  [
    'extend type Product { reviews(first: Int, first: Int): ReviewConnection }',
    '1:43: Product.reviews(first:) is already declared',
  ],
  ['extend enum Status { OPEN OPEN }', '1:27: Status.OPEN is already declared'],
  ['union ShelfItem = Product | Product | Clip', '1:29: ShelfItem already has the member Product'],
  [
    'extend type Product { title: String @trunkate(max: 3) }',
    '1:37: unknown directive @trunkate; did you mean @truncate?',
  ],
  ['extend type Product @strip', '1:21: @strip is not allowed on a type; it is allowed on a field'],
  [
    'extend enum Status { OPEN @strip }',
    '1:27: @strip is not allowed on a value of an enum; it is allowed on a field',
  ],
  [
    'extend type Product { reviews(first: Int @strip): ReviewConnection }',
    '1:42: @strip is not allowed on an argument; it is allowed on a field',
  ],
  ['extend type Product { title: String @strip @strip }', '1:44: duplicate directive @strip'],
  [
    'extend type Product { title: String @truncate(mex: 3) }',
    '1:37: @truncate needs max',
    '1:47: @truncate has no argument mex; did you mean max?',
  ],
  [
    'extend type Product { title: String @truncate(max: 3, max: 4) }',
    '1:55: duplicate argument max of @truncate',
  ],
  ['extend type Product { title: String @truncate }', '1:37: @truncate needs max'],
  [
    'extend type Product { title: String @truncate(max: 0) }',
    '1:52: @truncate(max:) must be an integer from 1 to 100000; found 0',
  ],
  [
    'extend type Product { title: String @truncate(max: "3") }',
    '1:52: @truncate(max:) must be an integer from 1 to 100000; found "3"',
  ],
  [
    'extend type Product { title: String @truncate(max: 3, at: WORT) }',
    '1:59: @truncate(at:) must be one of WORD, GRAPHEME; found WORT; did you mean WORD?',
  ],
  ['extend type Product { title: String @rename(to: 3) }', '1:49: @rename(to:) must be a string; found 3'],
  [
    'extend type Product { title: String @only(for: [3]) }',
    '1:48: @only(for:) must be a list of client names, such as ["mobile"]; found [3]',
  ],
  [
    'extend type Product { title: String @only(for: []) }',
    '1:48: @only(for:) must be a list of client names, such as ["mobile"]; found []',
  ],
  [
    'extend type Product { added: String! @from(path: "createdAt") @format(as: DATE, time: "yes") }',
    '1:87: @format(time:) must be true or false; found "yes"',
  ],
  ['extend type Product { picture: String @image(slot: 3) }', '1:52: @image(slot:) must be a name; found 3'],
  [
    'extend type Product { photo: String @image(slot: CARD, args: ["a"]) }',
    '1:62: @image(args:) must be an object of strings with the keys width, height, format, quality; found ["a"]',
  ],
  [
    'extend type Product { photo: String @image(slot: CARD, args: { witdh: "maxWidth" }) }',
    '1:62: @image(args:) allows the keys width, height, format, quality; found witdh; did you mean width?',
  ],
  [
    'extend type Product { title: String @rename(to: "__title") }',
    '1:49: @rename(to:) must be a name of letters, digits and _ that does not begin with __; found "__title"',
  ],
  [
    'extend type Product { title: String @rename(to: "id") }',
    '1:23: Product.id and Product.title are both published as id',
  ],
  ['extend type Clip @rename(to: "Product")', '1:13: Product and Clip are both published as Product'],
]);
