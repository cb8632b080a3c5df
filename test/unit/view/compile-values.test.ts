import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { print } from 'graphql';
import type { View } from '../../../shared/view/view.ts';
import { fieldOf, pathOf, sdlOf, viewOf } from '../../support/compiled-view.ts';

function ofProduct(fields: string): View {
  return viewOf(`extend type Product { ${fields} }`);
}

function requiredBy(view: View, type: string, name: string): string {
  const { requires } = fieldOf(view, type, name);
  return requires ? print(requires).replace(/\s+/g, ' ') : 'nothing';
}

describe('compileView: value operations', () => {
  it('compiles value directives in the order in which they are written', () => {
    const view = ofProduct(`
      description: String @strip @truncate(max: 140, at: GRAPHEME, ellipsis: "...") @default(value: "none")
      picture: String @image(slot: CARD)
      stars: String @from(path: "rating") @round(digits: 1, mode: HALF_UP) @format(as: NUMBER, digits: 1, compact: true)
    `);
    assert.deepEqual(fieldOf(view, 'Product', 'description').value, [
      { op: 'strip' },
      { op: 'truncate', max: 140, at: 'GRAPHEME', ellipsis: '...' },
      { op: 'default', value: 'none' },
    ]);
    assert.deepEqual(fieldOf(view, 'Product', 'picture').value, [{ op: 'image', slot: 'card' }]);
    assert.deepEqual(fieldOf(view, 'Product', 'stars').value, [
      { op: 'round', digits: 1, mode: 'HALF_UP' },
      { op: 'format', format: { as: 'NUMBER', digits: 1, compact: true } },
    ]);
  });

  it('applies the defaults of omitted directive arguments', () => {
    const view = ofProduct(`
      title: String @truncate(max: 60)
      rating: Float @round(digits: 0)
      added: String! @from(path: "createdAt") @format(as: DATE)
      length: String @from(path: "rating") @format(as: DURATION)
    `);
    assert.deepEqual(fieldOf(view, 'Product', 'title').value, [
      { op: 'truncate', max: 60, at: 'WORD', ellipsis: '…' },
    ]);
    assert.deepEqual(fieldOf(view, 'Product', 'rating').value, [
      { op: 'round', digits: 0, mode: 'HALF_EVEN' },
    ]);
    assert.deepEqual(fieldOf(view, 'Product', 'added').value, [
      { op: 'format', format: { as: 'DATE', style: 'MEDIUM', time: false } },
    ]);
    assert.deepEqual(fieldOf(view, 'Product', 'length').value, [
      { op: 'format', format: { as: 'DURATION' } },
    ]);
  });

  it('selects the amount and the currency for money', () => {
    const view = ofProduct('now: String @from(path: "price.current") @format(as: CURRENCY)');
    assert.deepEqual(fieldOf(view, 'Product', 'now').value, [
      { op: 'format', format: { as: 'CURRENCY', amount: 'amount', currency: 'currency' } },
    ]);
    assert.equal(requiredBy(view, 'Product', 'now'), '{ amount currency }');
    const order = viewOf(
      'extend type Query { due: [String!]! @from(path: "orders") @format(as: CURRENCY, amount: "total") }',
    );
    assert.equal(requiredBy(order, 'Query', 'due'), '{ total currency }');
  });

  it('inlines fragments of a required selection that always apply', () => {
    const requires = (type: string, text: string): string =>
      requiredBy(
        viewOf(`extend type ${type} { a: String @compute(fn: "promise", requires: "${text}") }`),
        type,
        'a',
      );
    assert.equal(
      requires(
        'Product',
        '... on Product { id } ... on Listing { title } ... on ShelfItem { ... on Product { rating } }',
      ),
      '{ id title rating }',
    );
    assert.equal(
      requires('Product', 'price { ... on Price { was { amount } } } stock { ... { quantity } }'),
      '{ price { was { amount } } stock { quantity } }',
    );
    assert.equal(
      requires('Query', 'spotlight { ... on Listing { title } ... on Clip { url } }'),
      '{ spotlight { title ... on Clip { url } } }',
    );
    assert.equal(
      requires('Query', 'shelf { ... on Listing { title } ... on ShelfItem { __typename } }'),
      '{ shelf { ... on Listing { title } __typename } }',
    );
  });

  it('selects what a function requires', () => {
    const view = viewOf(`
      extend type Product { promise: [StockStatus!] @compute(fn: "promise", requires: "stock { status } related(limit: 2) { id }") }
      extend type Query { greeting(name: String): String @compute(fn: "greet") }
      extend interface Listing { id: ID! }
      extend enum StockStatus { LOW @rename(to: "FEW") }
    `);
    assert.equal(requiredBy(view, 'Product', 'promise'), '{ stock { status } related(limit: 2) { id } }');
    assert.deepEqual(
      fieldOf(view, 'Product', 'promise').value.map(({ op }) => op),
      ['compute', 'enum'],
    );
    assert.equal(pathOf(view, 'Product', 'promise'), '');
    assert.equal(requiredBy(view, 'Query', 'greeting'), 'nothing');
    assert.match(sdlOf(view, 'Query'), /greeting\(name: String\): String/);
    assert.deepEqual([...view.functions.keys()].sort(), ['greet', 'promise']);
  });

  it('reports a cut list in a @hasMore field with the same arguments', () => {
    const view = ofProduct('clips: [Clip!] @cap(max: 6, mode: SLICE) more: Boolean! @hasMore(of: "clips")');
    assert.deepEqual(fieldOf(view, 'Product', 'clips').value, [{ op: 'slice', max: 6 }]);
    assert.deepEqual(fieldOf(view, 'Product', 'more').value, [{ op: 'hasMore', max: 6 }]);
    assert.equal(pathOf(view, 'Product', 'more'), 'Product.clips(kind: $kind)');
    assert.match(sdlOf(view, 'Product'), /more\(kind: String\): Boolean!/);
    assert.match(sdlOf(view, 'Product'), /"""At most 6.""" clips\(kind: String\)/);
  });

  it('maps unknown enum values to the @fallback value', () => {
    const view = viewOf(`
      extend enum StockStatus { OUT_OF_STOCK @hide UNKNOWN @fallback @rename(to: "OTHER") }
      extend type Stock { status: StockStatus! @default(value: UNKNOWN) }
    `);
    assert.equal(sdlOf(view, 'StockStatus'), 'enum StockStatus { IN_STOCK LOW OTHER }');
    const [operation, byDefault] = fieldOf(view, 'Stock', 'status').value;
    assert.ok(operation?.op === 'enum');
    assert.equal(operation.fallback, 'OTHER');
    assert.deepEqual([...operation.names.keys()], ['IN_STOCK', 'LOW']);
    assert.deepEqual(byDefault, { op: 'default', value: 'OTHER' });
  });

  it('represents objects of unknown types by the @fallback type', () => {
    const view = viewOf(`
      union ShelfItem @fallback(type: "Unknown") = Clip
      extend interface Listing @fallback(type: "Other")
      type Unknown @rename(to: "Nothing") { kind: String! @from(path: "__typename") note: String! @default(value: "update") }
      type Other { id: ID! @default(value: "") title: String @default(value: null) }
    `);
    assert.deepEqual(
      [...view.fallbacks],
      [
        ['Listing', 'Other'],
        ['ShelfItem', 'Nothing'],
      ],
    );
    assert.equal(sdlOf(view, 'ShelfItem'), 'union ShelfItem = Clip | Nothing');
    assert.equal(sdlOf(view, 'Other'), 'type Other implements Listing { id: ID! title: String }');
    assert.equal(pathOf(view, 'Nothing', 'kind'), 'ShelfItem.__typename');
    assert.equal(pathOf(view, 'Nothing', 'note'), '');
    assert.deepEqual(fieldOf(view, 'Nothing', 'note').value, [{ op: 'default', value: 'update' }]);
    assert.deepEqual(fieldOf(view, 'Other', 'title').value, [{ op: 'default', value: null }]);
  });
});
