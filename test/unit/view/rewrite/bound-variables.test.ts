import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bound, graphText, oneLine, rewritten } from '../../../support/rewritten-operation.ts';

describe('client arguments in the operation on the graph', () => {
  it('stay variables and literals if names and values are the same in the graph', () => {
    const view =
      'extend type Query { orders(status: Status = OPEN @rename(to: "state"), filter: OrderFilter @hide): [Order!]! }';
    assert.equal(
      graphText(view, 'query ($s: Status = LOST) { orders(state: $s) { id } b: orders(state: OPEN) { id } }'),
      'query ($s: Status = LOST) { orders(status: $s) { id } b: orders(status: OPEN) { id } }',
    );
  });

  it('are converted for each request if their values are renamed', () => {
    const view = `
      extend enum Status { OPEN @rename(to: "FREE") }
      extend input OrderFilter @rename(to: "Filter") extend input OrderFilter { nested: OrderFilter @rename(to: "not") }
    `;
    const operation = rewritten(
      view,
      'query ($f: Filter, $s: Status = FREE) { orders(status: $s, filter: $f) { id } b: orders(status: LOST, filter: { status: $s, not: { newest: true } }) { id } }',
    );
    assert.equal(
      oneLine(operation),
      'query ($view_1: Status, $view_2: OrderFilter, $view_3: Status, $view_4: OrderFilter) { orders(status: $view_1, filter: $view_2) { id } b: orders(status: $view_3, filter: $view_4) { id } }',
    );
    const variables = bound(operation, { s: 'FREE', f: { not: { status: 'LOST' }, status: 'FREE' } });
    assert.deepEqual(JSON.parse(JSON.stringify(variables)), {
      s: 'FREE',
      f: { not: { status: 'LOST' }, status: 'FREE' },
      view_1: 'OPEN',
      view_2: { nested: { status: 'LOST' }, status: 'OPEN' },
      view_3: 'LOST',
      view_4: { status: 'OPEN', nested: { status: 'CLOSED', newest: true } },
    });
    // Absent arguments are left to the graph.
    const { view_2: filter } = bound(operation, { s: 'FREE' });
    assert.equal(filter, undefined);
  });

  it('have the defaults of the view if variables have no value', () => {
    const operation = rewritten(
      'extend type Query { orders(status: Status = LOST): [Order!]! search(term: String!, first: Int! = 3): SearchResult! }',
      'query ($s: Status, $n: Int) { orders(status: $s) { id } a: orders { id } search(term: "a", first: $n) { totalCount } }',
    );
    assert.equal(
      oneLine(operation),
      'query ($view_1: Status, $view_2: Int) { orders(status: $view_1) { id } a: orders(status: LOST) { id } search(term: "a", first: $view_2) { totalCount } }',
    );
    assert.deepEqual(bound(operation, {}), { view_1: 'LOST', view_2: 3 });
    assert.deepEqual(bound(operation, { s: null, n: 4 }), { s: null, n: 4, view_1: null, view_2: 4 });
  });

  it('are refused if they are fallback values of an enum', () => {
    const operation = rewritten(
      'extend enum Status { OTHER @fallback }',
      'query ($s: Status) { orders(status: $s) { id } }',
    );
    assert.equal(bound(operation, { s: 'LOST' })['view_1'], 'LOST');
    assert.throws(() => bound(operation, { s: 'OTHER' }), {
      code: 'BAD_USER_INPUT',
      message:
        'The value "OTHER" represents unknown values and is not allowed as an input. Allowed: OPEN, CLOSED, LOST.',
    });
  });

  it('use variable names that the client does not use', () => {
    const view = 'extend input OrderInput { sku: ID! @rename(to: "id") }';
    const operation = rewritten(
      view,
      'mutation ($view_1: ID!) { order(input: { id: $view_1, amount: 2 }) { id } }',
    );
    assert.equal(oneLine(operation), 'mutation ($view_2: OrderInput!) { order(input: $view_2) { id } }');
    assert.deepEqual(JSON.parse(JSON.stringify(bound(operation, { view_1: 'x' }))), {
      view_1: 'x',
      view_2: { sku: 'x', amount: 2 },
    });
  });

  it('are computed by the function of @argument', () => {
    const view =
      'extend type Query { focus(ids: [ID!]!): [Product] @from(path: "products") @argument(name: "ids", fn: "three") }';
    const operation = rewritten(view, 'query ($k: [ID!]!) { focus(ids: $k) { id } }');
    assert.equal(oneLine(operation), 'query ($view_1: [ID!]!) { products(ids: $view_1) { id } }');
    assert.deepEqual(bound(operation, { k: ['a', 'b', 'c', 'd'] })['view_1'], ['a', 'b', 'c']);
  });

  it('are computed separately for fields whose arguments have other defaults or types', () => {
    const view = `extend type Query {
      a(ids: [ID!]! = ["a"]): [Product] @from(path: "products") @argument(name: "ids", fn: "three")
      b(ids: [ID!]! = ["b"]): [Product] @from(path: "products") @argument(name: "ids", fn: "three")
      c(ids: ID! = "a"): [Product] @from(path: "products") @argument(name: "ids", fn: "three")
    }`;
    const operation = rewritten(
      view,
      'query ($k: [ID!]! = ["k"]) { a { id } b { id } x: a(ids: $k) { id } y: b(ids: $k) { id } z: a(ids: "s") { id } c(ids: "s") { id } }',
    );
    const { k, ...variables } = bound(operation, { k: ['given'] });
    assert.deepEqual(k, ['given']);
    assert.deepEqual(Object.values(variables), [['a'], ['b'], ['given'], ['given'], ['s'], ['s']]);
  });

  it('have the default of their own argument if a variable is absent', () => {
    const view = `
      extend enum Status { OPEN @rename(to: "FREE") }
      extend type Query { done(status: Status = CLOSED): [Order!]! @from(path: "orders") }
    `;
    const operation = rewritten(
      view,
      'query ($s: Status) { orders(status: $s) { id } done(status: $s) { id } }',
    );
    assert.deepEqual(Object.values(bound(operation, {})), ['OPEN', 'CLOSED']);
    assert.deepEqual(Object.values(bound(operation, { s: 'FREE' })), ['FREE', 'OPEN', 'OPEN']);
  });

  it('are the size of the slot in the profile', () => {
    const view =
      'extend type Product { photo(as: PhotoFormat, crop: Boolean!): String @image(slot: card, args: { width: "maxWidth" }) }';
    const operation = rewritten(view, '{ product(id: 1) { photo(crop: true) } }');
    assert.equal(
      oneLine(operation),
      'query ($view_1: Int) { product(id: 1) { photo(maxWidth: $view_1, crop: true) } }',
    );
    const widths = [0, 1, 2].map((profile) => bound(operation, {}, profile)['view_1']);
    assert.deepEqual(widths, [300, 100, 300]);
  });
});

describe('@cap', () => {
  const view =
    'extend type Query { spotlight(first: Int): [Listing!] @cap(default: 4, max: 8, arg: "first") }';

  it('has one operation for all profiles, with a separate limit for each', () => {
    const operation = rewritten(
      view,
      'query ($n: Int) { a: spotlight { id } b: spotlight(first: $n) { id } c: spotlight(first: 20) { id } }',
    );
    assert.equal(
      oneLine(operation),
      'query ($view_1: Int, $view_2: Int, $view_3: Int) { a: spotlight(first: $view_1) { id } b: spotlight(first: $view_2) { id } c: spotlight(first: $view_3) { id } }',
    );
    const counts = (n: number, profile: number): unknown[] => {
      const { view_1: absent, view_2: variable, view_3: literal } = bound(operation, { n }, profile);
      return [absent, variable, literal];
    };
    assert.deepEqual(counts(5, 0), [4, 5, 8]);
    assert.deepEqual(counts(5, 1), [2, 4, 4]);
    assert.deepEqual(counts(5, 2), [8, 5, 16]);
  });

  it('applies its default to a variable without a value', () => {
    const operation = rewritten(view, 'query ($n: Int) { spotlight(first: $n) { id } }');
    assert.equal(bound(operation, {}, 2)['view_1'], 8);
    assert.equal(bound(operation, { n: null }, 2)['view_1'], 8);
  });

  it('with a default of 0 stays 0 in all profiles', () => {
    const none = view.replace('default: 4', 'default: 0');
    const operation = rewritten(none, '{ spotlight { id } }');
    assert.deepEqual(
      [0, 1, 2].map((profile) => bound(operation, {}, profile)['view_1']),
      [0, 0, 0],
    );
  });
});
