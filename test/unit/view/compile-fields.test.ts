import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { View } from '../../../shared/view/view.ts';
import { fieldOf, sdlOf, viewOf, wayOf } from '../../support/compiled-view.ts';

function ofProduct(fields: string): View {
  return viewOf(`extend type Product { ${fields} }`);
}

describe('a field that comes from a path', () => {
  it('is at its end', () => {
    const view = ofProduct(
      'amount: Int @from(path: "price.current.amount") kind: String! @from(path: "__typename")',
    );
    assert.equal(wayOf(view, 'Product', 'amount'), 'Product.price Price.current Money.amount');
    assert.equal(wayOf(view, 'Product', 'kind'), 'Product.__typename');
    assert.match(sdlOf(view, 'Product'), /amount: Int kind: String! }$/);
  });

  it('may take the place of a field of the graph', () => {
    const view = ofProduct('price: Int @from(path: "price.current.amount")');
    assert.match(sdlOf(view, 'Product'), /price: Int /);
    assert.equal(sdlOf(view, 'Price'), 'not published');
  });

  it('may come from what is hidden', () => {
    const view = ofProduct('internalSku: String @hide code: String @from(path: "internalSku")');
    assert.equal(wayOf(view, 'Product', 'code'), 'Product.internalSku');
  });

  it('gives steps their arguments: literals, its own, and those of the same name', () => {
    const view = viewOf(`
      extend type Query {
        best: Product @from(path: "product(id: \\"1.0\\")")
        texts(ids: [ID!]!, n: Int = 2, after: String): [[String!]] @pluck(path: "products.reviews(first: $n).nodes.text")
      }
    `);
    assert.equal(wayOf(view, 'Query', 'best'), 'Query.product(id: "1.0")');
    assert.equal(
      wayOf(view, 'Query', 'texts'),
      'Query.products(ids: $ids) Product.reviews(first: $n, after: $after) ReviewConnection.nodes Review.text',
    );
    assert.match(sdlOf(view, 'Query'), /texts\(ids: \[ID!\]!, n: Int = 2, after: String\): \[\[String!\]\]/);
  });

  it('goes through lists by @pluck, and each of them is a list of the value', () => {
    const view = viewOf(
      'extend type Query { titles(term: String!): [String]! @pluck(path: "search.hits.product.title") }',
    );
    assert.equal(
      wayOf(view, 'Query', 'titles'),
      'Query.search(term: $term) SearchResult.hits Hit.product Product.title',
    );
  });
});

describe('a type of the view only', () => {
  it('is made of what the fields that lead to it are', () => {
    const view = viewOf(`
      extend type Query { home: Home! @wrap }
      type Home { best: [Card] @from(path: "products(ids: [1])") shelf: [Thing!]! spotlight: [Tile!] }
      type Card { id: ID! price: Amount @from(path: "price.current") again: Card! @wrap }
      type Amount { amount: Int! }
      type Thing { kind: String! @from(path: "__typename") }
      type Tile { title: String }
    `);
    const made = ['Home', 'Card', 'Amount', 'Thing', 'Tile'].map((name) => view.types.get(name)?.graphType);
    assert.deepEqual(made, ['Query', 'Product', 'Money', 'ShelfItem', 'Listing']);
    assert.equal(wayOf(view, 'Query', 'home'), '');
    assert.deepEqual(fieldOf(view, 'Query', 'home').value, []);
    assert.equal(wayOf(view, 'Home', 'shelf'), 'Query.shelf');
    assert.equal(wayOf(view, 'Tile', 'title'), 'Listing.title');
    assert.equal(view.publishedNames.has('Card'), false);
    assert.equal(sdlOf(view, 'Card'), 'type Card { id: ID! price: Amount again: Card! }');
  });
});

describe('arguments', () => {
  it('are bounded by @cap, whose default is published', () => {
    const view = ofProduct('reviews: ReviewConnection @cap(default: 3, max: 10, arg: "first")');
    assert.equal(
      wayOf(view, 'Product', 'reviews'),
      'Product.reviews(first: $first (3, max 10), after: $after)',
    );
    assert.match(sdlOf(view, 'Product'), /reviews\( """At most 10.""" first: Int = 3 after: String \)/);
  });

  it('are bounded wherever they go', () => {
    const view = ofProduct(
      'texts(n: Int! @rename(to: "count")): [String!] @pluck(path: "reviews(first: $n).nodes.text") @cap(default: 3, max: 10, arg: "n")',
    );
    assert.match(wayOf(view, 'Product', 'texts'), /reviews\(first: \$count \(3, max 10\)\)/);
    assert.match(sdlOf(view, 'Product'), /texts\( """At most 10.""" count: Int! \)/);
  });

  it('are published as they are listed', () => {
    const view = ofProduct('reviews(first: Int! @rename(to: "count")): ReviewConnection');
    assert.equal(wayOf(view, 'Product', 'reviews'), 'Product.reviews(first: $count)');
    assert.match(sdlOf(view, 'Product'), /reviews\(count: Int!\): ReviewConnection/);
  });

  it('are what a function makes of those that clients give', () => {
    const view = viewOf(`
      extend type Query {
        products(ids: [ID!]!, more: Boolean): [Product!] @argument(name: "ids", fn: "three") @keepSlots(argument: "ids", key: "id")
      }
    `);
    assert.equal(wayOf(view, 'Query', 'products'), 'Query.products(ids: three())');
    assert.deepEqual(fieldOf(view, 'Query', 'products').value, [
      { op: 'keepSlots', argument: 'ids', key: 'id' },
    ]);
    // What clients select is asked for, and the key beside it.
    assert.equal(fieldOf(view, 'Query', 'products').requires, undefined);
    assert.match(sdlOf(view, 'Query'), /products\(ids: \[ID!\]!, more: Boolean\): \[Product!\]/);
    assert.deepEqual(view.functions.get('three'), { file: 'view.graphql', line: 3, column: 85 });
  });

  it('may be made for slots of arguments with other names', () => {
    const view = viewOf(`
      extend type Query {
        shelf(token: String!): [Product!] @from(path: "products") @argument(name: "ids", fn: "three") @keepSlots(argument: "ids", key: "id")
        named(wanted: [ID!]!): [Product!] @from(path: "products(ids: $wanted)") @keepSlots(argument: "ids", key: "id")
      }
    `);
    const kept = [{ op: 'keepSlots', argument: 'ids', key: 'id' }];
    assert.deepEqual(fieldOf(view, 'Query', 'shelf').value, kept);
    assert.deepEqual(fieldOf(view, 'Query', 'named').value, kept);
  });

  it('are what the slot of an image is, and then not published', () => {
    const view = ofProduct('photo: String @image(slot: HERO_LOW, args: { width: "maxWidth", format: "as" })');
    assert.equal(
      wayOf(view, 'Product', 'photo'),
      'Product.photo(maxWidth: heroLow.width, maxHeight: $maxHeight, as: heroLow.format, crop: $crop)',
    );
    assert.match(sdlOf(view, 'Product'), /photo\(maxHeight: Int, crop: Boolean!\): String/);
    assert.deepEqual(fieldOf(view, 'Product', 'photo').value, []);
  });
});

describe('a type that stands for objects of an interface', () => {
  it('calls its fields what the interface does', () => {
    const view = viewOf(`
      extend interface Listing @fallback(type: "Other") { title: String @rename(to: "name") }
      type Other { id: ID! @default(value: "") title: String @default(value: "?") }
    `);
    assert.equal(sdlOf(view, 'Other'), 'type Other implements Listing { id: ID! name: String }');
  });
});

describe('what is said of an answer', () => {
  it('is how long it may be kept: by the field, or else by its type', () => {
    const view = viewOf(`
      extend type Product @cacheControl(maxAge: 60)
      extend type Hit { product: Product @cacheControl(scope: PRIVATE) score: Float! @cacheControl(maxAge: 0) }
    `);
    assert.deepEqual(fieldOf(view, 'Query', 'products').cache, { maxAgeSeconds: 60, scope: undefined });
    assert.deepEqual(fieldOf(view, 'Hit', 'product').cache, { maxAgeSeconds: 60, scope: 'PRIVATE' });
    assert.deepEqual(fieldOf(view, 'Hit', 'score').cache, { maxAgeSeconds: 0, scope: undefined });
    assert.equal(fieldOf(view, 'Query', 'shelf').cache, undefined);
  });

  it('is what stands there when the first field of its way fails', () => {
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
    assert.equal(view.degradation.get('Product.clips')?.place.line, 4);
  });
});
