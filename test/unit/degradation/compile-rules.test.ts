import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StartError } from '../../../shared/core/start-error.ts';
import type { Declarations } from '../../../shared/degradation/declarations.ts';
import { declaredRules } from '../../support/declared-rules.ts';

const sdl = `
  enum Size { SMALL LARGE }
  scalar Anything
  interface Node { id: ID! }
  union Found = Product | Brand
  type Query { product: Product products: [Product!]! found: Found node: Node count: Int! }
  type Mutation { buy: Product }
  type Product implements Node { id: ID! name: String price: Float size: Size tags: [String!] brand: Brand extra: Anything }
  type Brand implements Node { id: ID! name: String! }
`;
const names = {
  subgraphs: ['catalog', 'extras'],
  sources: ['suggestions'],
  sourceOf: (subgraph: string, _type: string, field: string) =>
    subgraph === 'extras' && field === 'tags' ? 'suggestions' : undefined,
};
const rulesOf = (declared: Partial<Declarations>) => declaredRules(sdl, declared, names);

function problemOf(declared: Partial<Declarations>): string {
  try {
    rulesOf(declared);
  } catch (error) {
    if (error instanceof StartError) return error.message;
    throw error;
  }
  return 'no problem';
}

describe('degradation rules', () => {
  const field = { fields: { 'Product.tags': { onError: 'fail' } } } as const;
  const directive = { directives: { 'Product.tags': { onError: 'omit' } } } as const;
  const type = { types: { Product: { onError: 'lastGood', maxAge: 1000 } } } as const;
  const source = { upstreams: { suggestions: { onError: 'omit' }, extras: { onError: 'null' } } } as const;
  const levels = [
    [{ ...field, ...directive, ...type, ...source }, 'fail'],
    [{ ...directive, ...type, ...source }, 'omit'],
    [{ ...type, ...source }, 'lastGood'],
    [source, 'omit'],
    [{ upstreams: { extras: { onError: 'null' } } }, 'null'],
    [{}, undefined],
  ] as const;

  it('apply the most specific policy: field, directive, type, source, subgraph', () => {
    for (const [declared, expected] of levels) {
      assert.equal(rulesOf(declared).ruleFor('Product', 'tags', 'extras').policy?.onError, expected);
    }
  });

  it('name the source of a field as upstream if it is known, else the subgraph', () => {
    const rules = rulesOf(source);
    assert.equal(rules.ruleFor('Product', 'tags', 'extras').upstream, 'suggestions');
    assert.deepEqual(rules.ruleFor('Product', 'name', 'extras'), {
      upstream: 'extras',
      policy: { onError: 'null' },
    });
    assert.deepEqual(rules.ruleFor('Product', 'name', 'catalog'), { upstream: 'catalog', policy: undefined });
  });

  it('have no policy for names that every object inherits', () => {
    const { policy } = rulesOf({}).ruleFor('constructor', 'toString', '__proto__');
    assert.equal(policy, undefined);
  });
});

describe('a declaration that does not match the graph', () => {
  const wrong: readonly (readonly [declared: Partial<Declarations>, problem: RegExp])[] = [
    [
      { fields: { 'Product.nam': { onError: 'null' } } },
      /fields\.Product\.nam: Product has no field.*mean name/,
    ],
    [{ fields: { 'Prodct.name': { onError: 'null' } } }, /no type of this name; did you mean Product/],
    [{ fields: { Product: { onError: 'null' } } }, /expected the form Type\.field/],
    [{ types: { Node: { onError: 'null' } } }, /Node: this is not an object type/],
    [{ upstreams: { catlog: { onError: 'null' } } }, /no subgraph or source.*mean catalog/],
    [{ types: { Product: { onError: 'lastGood' } } }, /needs maxAge/],
    [{ types: { Product: { onError: 'null', maxAge: 1000 } } }, /only onError: lastGood has an age/],
    [{ types: { Product: { onError: 'null', shared: true } } }, /only onError: lastGood is shared/],
    [{ fields: { 'Product.name': { onError: 'omit', value: 'x' } } }, /only onError: default has a value/],
    [{ fields: { 'Product.name': { onError: 'default' } } }, /needs a value/],
    [{ upstreams: { catalog: { onError: 'default', value: 1 } } }, /by type or by field/],
    [{ fields: { 'Query.product': { onError: 'omit' } } }, /never an item of a list/],
    [{ fields: { 'Mutation.buy': { onError: 'lastGood', maxAge: 1000 } } }, /a mutation gives is not kept/],
  ];
  for (const [declared, problem] of wrong) {
    it(`is refused: ${JSON.stringify(declared)}`, () => assert.match(problemOf(declared), problem));
  }

  it('is reported with all others', () => {
    const declared = { types: { A: { onError: 'null' } }, upstreams: { b: { onError: 'null' } } } as const;
    assert.equal(problemOf(declared).split('\n').length, 2);
  });
});

describe('a default', () => {
  const problemsIn: readonly (readonly [field: string, value: unknown])[] = [
    ['Product.price', '1.5'],
    ['Product.size', 'HUGE'],
    ['Product.tags', 'one'],
    ['Product.tags', ['one', null]],
    ['Product.brand', { name: 'no id' }],
    ['Product.brand', { id: '1', name: 'x', city: 'y' }],
    ['Product.brand', { id: '1', name: 'x', constructor: 'y' }],
    ['Query.count', null],
    ['Query.count', 1.5],
    ['Query.found', { id: '1', name: 'x' }],
    ['Query.found', { __typename: 'Query' }],
  ];
  for (const [field, value] of problemsIn) {
    it(`${JSON.stringify(value)} is refused for ${field}`, () => {
      assert.match(problemOf({ fields: { [field]: { onError: 'default', value } } }), /\.value: \w+/);
    });
  }

  it('has the type of its objects added', () => {
    const value = { id: '1', brand: { id: '2', name: 'b' }, tags: ['x'], extra: { any: [1] } };
    const rules = rulesOf({ fields: { 'Query.product': { onError: 'default', value } } });
    assert.deepEqual(rules.ruleFor('Query', 'product', 'catalog').policy, {
      onError: 'default',
      value: { __typename: 'Product', ...value, brand: { __typename: 'Brand', ...value.brand } },
    });
  });

  it('may have one of the possible types of an abstract type', () => {
    const value = { __typename: 'Brand', id: '2', name: 'b' };
    for (const field of ['Query.node', 'Query.found']) {
      assert.equal(problemOf({ fields: { [field]: { onError: 'default', value } } }), 'no problem');
    }
  });
});
