import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { WorstCase } from '../../../shared/view/budget/worst-case.ts';
import { viewOf } from '../../support/compiled-view.ts';
import { valueBytes, type WorstCaseOptions, worstCaseOf } from '../../support/worst-case-of.ts';

function assumedIn({ unbounded }: WorstCase): string[] {
  return unbounded.map(({ coordinate, what, assumed }) => `${coordinate} ${what} ${assumed}`);
}

/** The most items of the list at the root of the operation, by the objects in the response. */
function itemsOf(text: string, options: WorstCaseOptions = {}): number {
  return worstCaseOf(text, options).nodes;
}

/** Bytes of the field's value in `{ product(id: 1) { <field> } }`. */
function leafOf(field: string, options: WorstCaseOptions = {}): number {
  const whole = worstCaseOf(`{ product(id: 1) { ${field} } }`, options);
  return valueBytes('product', whole) - `{"${field}":}`.length;
}

describe('the worst case of an operation on the graph', () => {
  it('uses the longest value of every type', () => {
    const of = (text: string): number => worstCaseOf(`{ orders { ${text} } }`, { assume: { list: 1 } }).bytes;
    const around = (key: string): number => `{"data":{"orders":[{"${key}":}]}}`.length;
    assert.equal(of('status') - around('status'), '"CLOSED"'.length);
    assert.equal(of('total') - around('total'), '-1.7976931348623157e+308'.length);
    assert.equal(of('id') - around('id'), 64 + 2);
    assert.equal(of('currency') - around('currency'), 256 + 2);
    assert.equal(of('__typename') - around('__typename'), '"Order"'.length);
  });

  it('counts null if it is longer than a value', () => {
    // An empty list is shorter than null.
    assert.equal(valueBytes('spotlight', worstCaseOf('{ spotlight(first: 0) { id } }')), 'null'.length);
  });

  it('uses the longest form of an Int and a Boolean', () => {
    const view = viewOf(
      'extend type Product { clips: [Clip!] @cap(max: 1, mode: SLICE) more: Boolean! @hasMore(of: "clips") }',
    );
    assert.equal(leafOf('more', { view }), 'false'.length);
    const seconds = worstCaseOf('{ product(id: 1) { clips { seconds } } }', { view });
    assert.equal(valueBytes('product', seconds), '{"clips":[{"seconds":-2147483648}]}'.length);
  });

  it('multiplies lists, and counts the objects in them', () => {
    const { nodes, depth, fields } = worstCaseOf(
      '{ spotlight(first: 3) { id ... on Product { related(limit: 4) { id related(limit: 5) { id } } } } }',
    );
    assert.equal(nodes, 3 * (1 + 4 * (1 + 5)));
    assert.deepEqual([depth, fields], [4, 6]);
  });

  it('takes the largest of the possible types of an object', () => {
    const one = (text: string): number => worstCaseOf(`{ spotlight(first: 1) { ${text} } }`).bytes;
    assert.equal(one('... on Clip { seconds } ... on Product { rating }'), one('... on Product { rating }'));
    assert.equal(one('__typename'), one('... on Product { __typename }'));
  });

  it('merges fragments and fields of one key', () => {
    const apart =
      '{ product(id: 1) { ...A ...A stock { status } } product(id: 1) { stock { quantity } } } fragment A on Product { id }';
    const together = '{ product(id: 1) { id stock { status quantity } } }';
    assert.deepEqual(worstCaseOf(apart), worstCaseOf(together));
  });

  it('reads the number of requested items from a literal or a default', () => {
    assert.equal(itemsOf('{ spotlight(first: 4) { id } }'), 4);
    assert.equal(itemsOf('{ spotlight { id } }'), 6);
    assert.equal(itemsOf('{ search(term: "x", first: 5) { hits { score } } }'), 1 + 5);
    assert.equal(itemsOf('{ search(term: "x") { hits { score } } }'), 1 + 24);
  });

  it('applies the size of a page to its items only', () => {
    const { unbounded, bytes } = worstCaseOf(
      '{ search(term: "x", first: 2) { facets hits { product { id } } } }',
    );
    assert.deepEqual(
      unbounded.filter(({ what }) => what === 'list'),
      [{ coordinate: 'SearchResult.facets', what: 'list', assumed: 100 }],
    );
    assert.ok(bytes > 100 * 256);
    assert.equal(itemsOf('{ product(id: 1) { reviews(first: 7) { nodes { id } } } }'), 2 + 7);
  });

  it('assumes and reports a size for a variable or an absent argument', () => {
    const variable = worstCaseOf('query ($n: Int) { spotlight(first: $n) { id } }');
    assert.equal(variable.nodes, 100);
    assert.deepEqual(assumedIn(variable), [
      'Product.id text 64',
      'Clip.id text 64',
      'Query.spotlight list 100',
    ]);
    const { nodes } = worstCaseOf('{ shelf { __typename } }', { assume: { list: 7 } });
    assert.equal(nodes, 7);
  });

  it('uses the configured sizes of a list, a text and a scalar', () => {
    assert.equal(itemsOf('{ shelf { __typename } }', { assume: { lists: { 'Query.shelf': 3 } } }), 3);
    assert.equal(leafOf('title', { assume: { texts: { 'Product.title': 30 } } }), 32);
    const dated = worstCaseOf('{ product(id: 1) { createdAt } }', { assume: { scalars: { DateTime: 26 } } });
    assert.equal(valueBytes('product', dated), '{"createdAt":}'.length + 26);
    assert.deepEqual(dated.unbounded, []);
    assert.deepEqual(assumedIn(worstCaseOf('{ product(id: 1) { createdAt } }')), [
      'Product.createdAt scalar 256',
    ]);
  });

  it('ignores inherited properties of the configured tables', () => {
    assert.equal(
      itemsOf('{ shelf { __typename } }', { assume: { lists: Object.create({ 'Query.shelf': 3 }) } }),
      100,
    );
  });
});

describe('the worst case of an operation on a view', () => {
  const capped = viewOf(
    'extend type Product { reviews(first: Int): ReviewConnection @cap(default: 3, max: 10, arg: "first") }',
  );
  const reviews = (given: string): string => `{ product(id: 1) { reviews${given} { nodes { id } } } }`;

  it('bounds lists by their caps', () => {
    assert.equal(itemsOf(reviews(''), { view: capped }), 2 + 3);
    assert.equal(itemsOf(reviews('(first: 5)'), { view: capped }), 2 + 5);
    assert.equal(itemsOf(reviews('(first: 500)'), { view: capped }), 2 + 10);
    const operation = 'query ($n: Int) { product(id: 1) { reviews(first: $n) { nodes { id } } } }';
    assert.equal(itemsOf(operation, { view: capped }), 2 + 10);
  });

  it('uses the caps of the largest profile', () => {
    const profile = { imageQuality: undefined, slots: {} };
    const profiles = [
      { ...profile, name: 'default', caps: 1 },
      { ...profile, name: 'wall', caps: 2 },
    ] as const;
    assert.equal(itemsOf(reviews(''), { view: capped, sizes: { profiles } }), 2 + 6);
    assert.equal(itemsOf(reviews('(first: 500)'), { view: capped, sizes: { profiles } }), 2 + 20);
  });

  it('follows a path through lists to the argument that sets its size', () => {
    const view = viewOf(
      'extend type Product { voices(first: Int): [Review!] @from(path: "reviews.nodes") @cap(default: 2, max: 4, arg: "first") authors: [String]  @pluck(path: "reviews(first: 5).nodes.author.name") }',
    );
    assert.equal(itemsOf('{ product(id: 1) { voices { id } } }', { view }), 1 + 2);
    assert.equal(itemsOf('{ product(id: 1) { voices(first: 9) { id } } }', { view }), 1 + 4);
    const authors = worstCaseOf('{ product(id: 1) { authors } }', { view, assume: { text: 10 } });
    assert.equal(valueBytes('product', authors), '{"authors":[]}'.length + 5 * 12 + 4);
  });

  it('bounds a list by its slice', () => {
    const view = viewOf(
      'extend type Product { clips: [Clip!] @cap(max: 6, mode: SLICE) more: Boolean! @hasMore(of: "clips") }',
    );
    const worst = worstCaseOf('{ product(id: 1) { clips { seconds } more } }', { view });
    assert.equal(worst.nodes, 1 + 6);
    assert.deepEqual(worst.unbounded, []);
  });

  it('bounds a truncated text', () => {
    const view = viewOf('extend type Product { title: String @truncate(max: 60) }');
    assert.equal(leafOf('title', { view }), 60 * 2 + '…'.length * 3 + 2);
    assert.equal(leafOf('title', { view, assume: { grapheme: 1 } }), 60 + 3 + 2);
    assert.equal(leafOf('title', { view, assume: { texts: { 'Product.title': 20 } } }), 22);
    const { unbounded } = worstCaseOf('{ product(id: 1) { title } }', { view });
    assert.deepEqual(unbounded, []);
  });

  it('adds the parameters of the slot to the URL of an image', () => {
    const view = viewOf('extend type Product { picture: String @image(slot: card) }');
    assert.equal(leafOf('picture', { view, assume: { text: 100 } }), 100 + '?w=320'.length + 2);
    const slots = { card: { width: 320, height: 180, format: 'webp', quality: 60 } };
    const images = {
      slots,
      template: 'https://i.test/?u={url}',
      signing: { key: 'k'.repeat(16), parameter: 'sig' },
    };
    const signed = leafOf('picture', { view, assume: { text: 100 }, sizes: { images } });
    assert.equal(signed, 'https://i.test/?u='.length + 3 * 100 + '&sig='.length + 64 + 2);
  });

  it('includes the size of a default', () => {
    const view = viewOf(
      'extend type Product { rating: Float! @default(value: 0) title: String! @default(value: "not known") }',
    );
    assert.equal(leafOf('rating', { view }), 24);
    assert.equal(leafOf('title', { view, assume: { text: 3 } }), '"not known"'.length);
  });

  it('uses the published names of enum values', () => {
    const view = viewOf('extend enum StockStatus { LOW @rename(to: "NEARLY_OUT_OF_STOCK") }');
    const worst = worstCaseOf('{ product(id: 1) { stock { status } } }', { view });
    assert.equal(valueBytes('product', worst), '{"stock":{"status":"NEARLY_OUT_OF_STOCK"}}'.length);
  });

  it('bounds a formatted text, but not a computed one', () => {
    const view = viewOf(
      'extend type Product { cost: String @from(path: "price.current") @format(as: CURRENCY) promise: String @compute(fn: "promise", requires: "id") three: [Int!] @compute(fn: "three", requires: "id") }',
    );
    assert.deepEqual(worstCaseOf('{ product(id: 1) { cost } }', { view }).unbounded, []);
    assert.deepEqual(assumedIn(worstCaseOf('{ product(id: 1) { promise three } }', { view })), [
      'Product.promise text 256',
      'Product.three list 100',
    ]);
  });

  it('counts an object for each key of @keepSlots', () => {
    const view = viewOf(
      'extend type Query { products(ids: [ID!]!): [Product] @keepSlots(argument: "ids", key: "id") }',
    );
    assert.equal(itemsOf('{ products(ids: [1, 2, 3]) { id } }', { view }), 3);
    assert.equal(itemsOf('query ($ids: [ID!]!) { products(ids: $ids) { id } }', { view }), 100);
  });
});
