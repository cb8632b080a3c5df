import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { graphText } from '../../../support/rewritten-operation.ts';

describe('the operation on the graph for a field', () => {
  it('selects fields by their names in the graph, with the aliases of the client', () => {
    const view = `
      extend type Product { title: String @rename(to: "label") }
      extend interface Listing { title: String @rename(to: "label") }
    `;
    assert.equal(
      graphText(view, '{ spotlight { label a: label ... on Clip { label } } }'),
      '{ spotlight { title a: title ... on Clip { title } } }',
    );
  });

  it('selects the path of @from, with the conditions of the client on its first step', () => {
    const view = 'extend type Product { cost: Money @from(path: "price.current") }';
    assert.equal(
      graphText(view, '{ a: product(id: 1) { b: cost @include(if: true) { amount } } }'),
      '{ a: product(id: 1) { b: price @include(if: true) { current { amount } } } }',
    );
  });

  it('selects the path of @pluck through lists, with literals and own arguments', () => {
    const view =
      'extend type Product { names(n: Int): [String] @pluck(path: "reviews(first: $n, after: \\"x\\").nodes.author.name") }';
    assert.equal(
      graphText(view, 'query ($n: Int) { product(id: 1) { names(n: $n) } }'),
      'query ($n: Int) { product(id: 1) { reviews(first: $n, after: "x") { nodes { author { name } } } } }',
    );
  });

  it('replaces @wrap by its selections, with its conditions around them', () => {
    const view = `
      type Home { best: Product @from(path: "product(id: 3)") inner: Inner! @wrap }
      type Inner { products(ids: [ID!]!): [Product] }
      extend type Query { home: Home! @wrap }
    `;
    assert.equal(
      graphText(
        view,
        'query ($w: Boolean!) { home @include(if: $w) { best { id } ...F } } fragment F on Home { inner { x: products(ids: [1]) { id } } }',
      ),
      'query ($w: Boolean!) { ... @include(if: $w) { product(id: 3) { id } ...F } } fragment F on Query { x: products(ids: [1]) { id } }',
    );
  });

  it('selects only __typename in a list of objects that is only counted', () => {
    const view =
      'extend type Product { clips: [Clip!] @cap(max: 2, mode: SLICE) more: Boolean! @hasMore(of: "clips") }';
    assert.equal(
      graphText(view, '{ product(id: 1) { more } }'),
      '{ product(id: 1) { clips { __typename } } }',
    );
  });

  it('selects the requirements of @compute and @format', () => {
    const view = `
      extend type Product {
        cost: String @from(path: "price.current") @format(as: CURRENCY)
        promise: String @compute(fn: "promise", requires: "stock { quantity }")
      }
    `;
    assert.equal(
      graphText(view, '{ product(id: 1) { cost promise } }'),
      '{ product(id: 1) { price { current { amount currency } } stock { quantity } } }',
    );
  });

  it('selects no fields for a value that requires none', () => {
    const view = 'extend type Query { hi: String @compute(fn: "greet") }';
    assert.equal(graphText(view, '{ hi }'), '{ __typename }');
  });

  it("selects the client's fields and the key of a list with @keepSlots", () => {
    const view =
      'extend type Query { products(ids: [ID!]! @rename(to: "keys")): [Product] @keepSlots(argument: "ids", key: "id") }';
    assert.equal(
      graphText(view, 'query ($k: [ID!]!) { products(keys: $k) { title } }'),
      'query ($k: [ID!]!) { products(ids: $k) { title id } }',
    );
  });

  it('does not change for a value operation', () => {
    const view = `
      extend type Product {
        picture: String @image(slot: card)
        description: String @strip @truncate(max: 9) @default(value: "")
        rating: Float @round(digits: 1)
      }
    `;
    const query = '{ product(id: 1) { picture description rating } }';
    assert.equal(graphText(view, query), query);
  });

  it('omits introspection, which the client schema resolves', () => {
    const view = 'extend type Query @rename(to: "Start")';
    assert.equal(
      graphText(view, '{ __schema { queryType { name } } shelf { __typename } }'),
      '{ shelf { __typename } }',
    );
    assert.equal(graphText(view, '{ __schema { queryType { name } } }'), '{ __typename }');
  });

  it('does not merge two selections of one mutation', () => {
    const view = 'extend type Mutation { order(input: OrderInput!): Order @rename(to: "buy") }';
    assert.equal(
      graphText(view, 'mutation { a: buy(input: { sku: 1 }) { id } b: buy(input: { sku: 1 }) { id } }'),
      'mutation { a: order(input: {sku: 1}) { id } b: order(input: {sku: 1}) { id } }',
    );
  });
});

describe('the operation on the graph for abstract types', () => {
  it('retains fragments, on types of the graph', () => {
    const view = 'extend type Product @rename(to: "Thing") extend union ShelfItem @rename(to: "Item")';
    assert.equal(
      graphText(
        view,
        '{ shelf { ...F ... on Item { ... on Thing { title } } } } fragment F on Thing { id ... on Listing { title } }',
      ),
      '{ shelf { ...F ... on ShelfItem { ... on Product { title } } } } fragment F on Product { id ... on Listing { title } }',
    );
  });

  it('selects a field for each type if types read it from different paths', () => {
    const view = 'extend type Clip { title: String @from(path: "url") }';
    assert.equal(
      graphText(view, '{ spotlight { id title @skip(if: false) } }'),
      '{ spotlight { id ... on Product { title @skip(if: false) } ... on Clip { url @skip(if: false) } } }',
    );
  });

  it('omits selections on a fallback type', () => {
    const view = `
      extend union ShelfItem @fallback(type: "Other")
      type Other { kind: String! @from(path: "__typename") size: Int @default(value: 0) }
      extend type Clip @hide
    `;
    assert.equal(
      graphText(
        view,
        '{ shelf { ... on Other { kind } ...F ... on Product { id } } } fragment F on Other { size }',
      ),
      '{ shelf { ... on Product { id } } }',
    );
  });
});
