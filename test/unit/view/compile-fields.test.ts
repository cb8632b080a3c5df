import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { View } from '../../../shared/view/view.ts';
import { fieldOf, pathOf, sdlOf, viewOf } from '../../support/compiled-view.ts';

function ofProduct(fields: string): View {
  return viewOf(`extend type Product { ${fields} }`);
}

describe('a field with a path', () => {
  it('is read at the end of the path', () => {
    const view = ofProduct(
      'amount: Int @from(path: "price.current.amount") kind: String! @from(path: "__typename")',
    );
    assert.equal(pathOf(view, 'Product', 'amount'), 'Product.price Price.current Money.amount');
    assert.equal(pathOf(view, 'Product', 'kind'), 'Product.__typename');
    assert.match(sdlOf(view, 'Product'), /amount: Int kind: String! }$/);
  });

  it('may replace a field of the graph', () => {
    const view = ofProduct('price: Int @from(path: "price.current.amount")');
    assert.match(sdlOf(view, 'Product'), /price: Int /);
    assert.equal(sdlOf(view, 'Price'), 'not published');
  });

  it('may read a hidden field', () => {
    const view = ofProduct('internalSku: String @hide code: String @from(path: "internalSku")');
    assert.equal(pathOf(view, 'Product', 'code'), 'Product.internalSku');
  });

  it('passes literals, its own arguments, and arguments of the same name to the steps', () => {
    const view = viewOf(`
      extend type Query {
        best: Product @from(path: "product(id: \\"1.0\\")")
        texts(ids: [ID!]!, n: Int = 2, after: String): [[String!]] @pluck(path: "products.reviews(first: $n).nodes.text")
      }
    `);
    assert.equal(pathOf(view, 'Query', 'best'), 'Query.product(id: "1.0")');
    assert.equal(
      pathOf(view, 'Query', 'texts'),
      'Query.products(ids: $ids) Product.reviews(first: $n, after: $after) ReviewConnection.nodes Review.text',
    );
    assert.match(sdlOf(view, 'Query'), /texts\(ids: \[ID!\]!, n: Int = 2, after: String\): \[\[String!\]\]/);
  });

  it('traverses lists with @pluck, and each of them becomes a list of the value', () => {
    const view = viewOf(
      'extend type Query { titles(term: String!): [String]! @pluck(path: "search.hits.product.title") }',
    );
    assert.equal(
      pathOf(view, 'Query', 'titles'),
      'Query.search(term: $term) SearchResult.hits Hit.product Product.title',
    );
  });
});

describe('a view-only type', () => {
  it('is read from the graph type of the fields that return it', () => {
    const view = viewOf(`
      extend type Query { home: Home! @wrap }
      type Home { best: [Card] @from(path: "products(ids: [1])") shelf: [Thing!]! spotlight: [Tile!] }
      type Card { id: ID! price: Amount @from(path: "price.current") again: Card! @wrap }
      type Amount { amount: Int! }
      type Thing { kind: String! @from(path: "__typename") }
      type Tile { title: String }
    `);
    const graphTypes = ['Home', 'Card', 'Amount', 'Thing', 'Tile'].map(
      (name) => view.types.get(name)?.graphType,
    );
    assert.deepEqual(graphTypes, ['Query', 'Product', 'Money', 'ShelfItem', 'Listing']);
    assert.equal(pathOf(view, 'Query', 'home'), '');
    assert.deepEqual(fieldOf(view, 'Query', 'home').value, []);
    assert.equal(pathOf(view, 'Home', 'shelf'), 'Query.shelf');
    assert.equal(pathOf(view, 'Tile', 'title'), 'Listing.title');
    assert.equal(view.publishedNames.has('Card'), false);
    assert.equal(sdlOf(view, 'Card'), 'type Card { id: ID! price: Amount again: Card! }');
  });
});

describe('arguments of a published field', () => {
  it('are bounded by @cap, whose default is published', () => {
    const view = ofProduct('reviews: ReviewConnection @cap(default: 3, max: 10, arg: "first")');
    assert.equal(
      pathOf(view, 'Product', 'reviews'),
      'Product.reviews(first: $first (3, max 10), after: $after)',
    );
    assert.match(sdlOf(view, 'Product'), /reviews\( """At most 10.""" first: Int = 3 after: String \)/);
  });

  it('are bounded by @cap when the path names them', () => {
    const view = ofProduct(
      'texts(n: Int! @rename(to: "count")): [String!] @pluck(path: "reviews(first: $n).nodes.text") @cap(default: 3, max: 10, arg: "n")',
    );
    assert.match(pathOf(view, 'Product', 'texts'), /reviews\(first: \$count \(3, max 10\)\)/);
    assert.match(sdlOf(view, 'Product'), /texts\( """At most 10.""" count: Int! \)/);
  });

  it('are published as listed', () => {
    const view = ofProduct('reviews(first: Int! @rename(to: "count")): ReviewConnection');
    assert.equal(pathOf(view, 'Product', 'reviews'), 'Product.reviews(first: $count)');
    assert.match(sdlOf(view, 'Product'), /reviews\(count: Int!\): ReviewConnection/);
  });

  it('are computed by the function of @argument', () => {
    const view = viewOf(`
      extend type Query {
        products(ids: [ID!]!, more: Boolean): [Product!] @argument(name: "ids", fn: "three") @keepSlots(argument: "ids", key: "id")
      }
    `);
    assert.equal(pathOf(view, 'Query', 'products'), 'Query.products(ids: three())');
    assert.deepEqual(fieldOf(view, 'Query', 'products').value, [
      { op: 'keepSlots', argument: 'ids', key: 'id' },
    ]);
    // The client's selection is fetched, and the key in addition.
    assert.equal(fieldOf(view, 'Query', 'products').requires, undefined);
    assert.match(sdlOf(view, 'Query'), /products\(ids: \[ID!\]!, more: Boolean\): \[Product!\]/);
    assert.deepEqual(view.functions.get('three'), { file: 'view.graphql', line: 3, column: 85 });
  });

  it('may provide the keys of @keepSlots under other names', () => {
    const view = viewOf(`
      extend type Query {
        shelf(token: String!): [Product!] @from(path: "products") @argument(name: "ids", fn: "three") @keepSlots(argument: "ids", key: "id")
        named(selected: [ID!]!): [Product!] @from(path: "products(ids: $selected)") @keepSlots(argument: "ids", key: "id")
      }
    `);
    const operations = [{ op: 'keepSlots', argument: 'ids', key: 'id' }];
    assert.deepEqual(fieldOf(view, 'Query', 'shelf').value, operations);
    assert.deepEqual(fieldOf(view, 'Query', 'named').value, operations);
  });

  it('are not published if @image provides them', () => {
    const view = ofProduct('photo: String @image(slot: HERO_LOW, args: { width: "maxWidth", format: "as" })');
    assert.equal(
      pathOf(view, 'Product', 'photo'),
      'Product.photo(maxWidth: heroLow.width, maxHeight: $maxHeight, as: heroLow.format, crop: $crop)',
    );
    assert.match(sdlOf(view, 'Product'), /photo\(maxHeight: Int, crop: Boolean!\): String/);
    assert.deepEqual(fieldOf(view, 'Product', 'photo').value, []);
  });
});

describe('the @fallback type of an interface', () => {
  it('uses the field names of the interface', () => {
    const view = viewOf(`
      extend interface Listing @fallback(type: "Other") { title: String @rename(to: "name") }
      type Other { id: ID! @default(value: "") title: String @default(value: "?") }
    `);
    assert.equal(sdlOf(view, 'Other'), 'type Other implements Listing { id: ID! name: String }');
  });
});

describe('policies of a field', () => {
  it('have the cache hint of the field, or else of its type', () => {
    const view = viewOf(`
      extend type Product @cacheControl(maxAge: 60)
      extend type Hit { product: Product @cacheControl(scope: PRIVATE) score: Float! @cacheControl(maxAge: 0) }
    `);
    assert.deepEqual(fieldOf(view, 'Query', 'products').cache, { maxAgeSeconds: 60, scope: undefined });
    assert.deepEqual(fieldOf(view, 'Hit', 'product').cache, { maxAgeSeconds: 60, scope: 'PRIVATE' });
    assert.deepEqual(fieldOf(view, 'Hit', 'score').cache, { maxAgeSeconds: 0, scope: undefined });
    assert.equal(fieldOf(view, 'Query', 'shelf').cache, undefined);
  });

  it('have the error policy for the first graph field on the path', () => {
    const view = ofProduct(`
      amount: Int @from(path: "price.current.amount") @onError(policy: LAST_GOOD, maxAge: "10m", shared: true)
      price: Price @onError(policy: LAST_GOOD, maxAge: "600s", shared: true)
      clips: [Clip!] @onError(policy: DEFAULT, value: [])
    `);
    assert.deepEqual([...view.degradation.keys()], ['Product.price', 'Product.clips']);
    assert.deepEqual(view.degradation.get('Product.price')?.declaration, {
      onError: 'lastGood',
      maxAge: 600_000,
      shared: true,
    });
    assert.equal(view.degradation.get('Product.clips')?.location.line, 4);
  });
});
