import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shape } from './shape-response.ts';

const sdl = `
  type Query { product: Product sure: Product! products: [Product] grid: [[Int!]] search: [Result!] node: Node pet: Pet }
  interface Node { id: ID! }
  union Result = Product | Shop
  type Product implements Node {
    id: ID! name: String price: Float stock: Int live: Boolean kind: Kind raw: Json
    must: String! tags: [String!] strict: [String!]! shop: Shop related(first: Int): [Product!]
  }
  type Shop implements Node { id: ID! name: String owner: Product }
  type Cat { id: ID! }
  union Pet = Cat
  enum Kind { NEW OLD }
  scalar Json
`;

function complete(query: string, data: unknown, request: Parameters<typeof shape>[3] = {}) {
  const { text, errors } = shape(sdl, query, data, request);
  return [text, errors.map(({ message, path }) => `${path.join('.')}: ${message}`)];
}

describe('a leaf', () => {
  const cases: [field: string, value: string, text: string][] = [
    ['name', '"a\\"b\\n\\u2028é😀"', '"a\\"b\\n\u2028é😀"'],
    ['name', '"\\ud800x"', '"\\ud800x"'],
    ['name', `"${'long '.repeat(20)}\\u0001"`, `"${'long '.repeat(20)}\\u0001"`],
    ['name', `"${'é'.repeat(6000)}"`, `"${'é'.repeat(6000)}"`],
    ['id', '"1"', '"1"'],
    ['id', '17', '"17"'],
    ['price', '1.5e300', '1.5e+300'],
    ['price', '-0', '0'],
    ['stock', '-2147483648', '-2147483648'],
    ['live', 'false', 'false'],
    ['kind', '"OLD"', '"OLD"'],
    ['raw', '{"a":[1,{"__proto__":null}]}', '{"a":[1,{"__proto__":null}]}'],
    ['raw', '0', '0'],
  ];
  for (const [field, value, text] of cases) {
    it(`${field} may be ${value.slice(0, 30)}`, () => {
      assert.deepEqual(complete(`{ product { ${field} } }`, `{"product":{"${field}":${value}}}`), [
        `{"product":{"${field}":${text}}}`,
        [],
      ]);
    });
  }

  const wrong: [field: string, type: string, values: string[]][] = [
    ['name', 'String', ['1', 'true', '{}', '["x"]']],
    ['price', 'Float', ['"1"', '1e999', 'false']],
    ['stock', 'Int', ['2147483648', '1.5', '"1"']],
    ['live', 'Boolean', ['0', '"true"']],
    ['kind', 'Kind', ['"HIDDEN"', '"constructor"', '0']],
    ['shop', 'Shop', ['"x"', '[]', '[{"id":"1"}]', '1']],
    ['tags', 'list', ['"x"', '{}', '{"0":"x","length":1}']],
  ];
  for (const [field, type, values] of wrong) {
    it(`${field} must be a ${type}, else it is null and the error does not contain the value`, () => {
      for (const value of values) {
        const selection = field === 'shop' ? 'shop { id }' : field;
        assert.deepEqual(complete(`{ product { a: ${selection} } }`, `{"product":{"${field}":${value}}}`), [
          '{"product":{"a":null}}',
          [`product.a: The value of Product.${field} is not a valid ${type}.`],
        ]);
      }
    });
  }

  it('of type ID is an integer or a string', () => {
    assert.deepEqual(complete('{ product { id } }', '{"product":{"id":1.5}}'), [
      '{"product":null}',
      ['product.id: The value of Product.id is not a valid ID.'],
    ]);
  });
});

describe('null', () => {
  it('is written for missing data, and data that is not selected is left out', () => {
    assert.deepEqual(complete('{ product { name shop { id } } }', '{"product":{"price":1},"x":1}'), [
      '{"product":{"name":null,"shop":null}}',
      [],
    ]);
  });

  it('is propagated to the nearest nullable position, with one error', () => {
    assert.deepEqual(complete('{ product { must name } }', '{"product":{"name":"x"}}'), [
      '{"product":null}',
      ['product.must: Cannot return null for non-nullable field Product.must.'],
    ]);
    assert.deepEqual(complete('{ sure { must } }', '{"sure":{"must":null}}'), [
      'null',
      ['sure.must: Cannot return null for non-nullable field Product.must.'],
    ]);
    assert.deepEqual(complete('{ sure { must } }', '{}'), [
      'null',
      ['sure: Cannot return null for non-nullable field Query.sure.'],
    ]);
  });

  it('in a list is propagated as far as the types of items and list require', () => {
    assert.deepEqual(
      complete('{ products { tags } }', '{"products":[{"tags":["a",null]},null,{"tags":[]}]}'),
      [
        '{"products":[{"tags":null},null,{"tags":[]}]}',
        ['products.0.tags.1: Cannot return null for non-nullable field Product.tags.'],
      ],
    );
    assert.deepEqual(
      complete('{ products { strict } }', '{"products":[{"strict":[null]},{"strict":["a"]}]}'),
      [
        '{"products":[null,{"strict":["a"]}]}',
        ['products.0.strict.0: Cannot return null for non-nullable field Product.strict.'],
      ],
    );
    assert.deepEqual(complete('{ grid }', '{"grid":[[1,2],[1,"x"],3,null]}'), [
      '{"grid":[[1,2],null,null,null]}',
      [
        'grid.1.1: The value of Query.grid is not a valid Int.',
        'grid.2: The value of Query.grid is not a valid list.',
      ],
    ]);
  });

  it('is the whole data if there is no data', () => {
    for (const data of [null, undefined]) {
      const request = { data, variables: {}, errors: [], introspection: () => null };
      assert.deepEqual(shape(sdl, '{ product { id } }', {}, request), { text: 'null', errors: [] });
    }
  });

  it('needs no error if one is known at the position, above it or below it', () => {
    const [query, data] = ['{ products { must } }', '{"products":[{},{}]}'];
    const second = 'products.1.must: Cannot return null for non-nullable field Product.must.';
    for (const path of [
      ['products', 0],
      ['products', 0, 'must'],
      ['products', 0, 'must', 'deeper'],
    ]) {
      assert.deepEqual(complete(query, data, { errors: [{ path }] }), ['{"products":[null,null]}', [second]]);
    }
    for (const path of [[], ['products']])
      assert.deepEqual(complete(query, data, { errors: [{ path }] })[1], []);
    for (const errors of [[{}], [{ path: ['product'] }], [{ path: ['products', '0'] }]])
      assert.equal(complete(query, data, { errors })[1]?.length, 2);
  });

  it('and its known error do not excuse a wrong value', () => {
    const errors = [{ path: ['product'] }];
    assert.deepEqual(complete('{ product { name } }', '{"product":{"name":1}}', { errors })[1], [
      'product.name: The value of Product.name is not a valid String.',
    ]);
  });

  it('has a thousand errors at most', () => {
    const { text, errors } = shape(sdl, '{ products { must } }', {
      products: Array.from({ length: 3000 }, () => ({})),
    });
    assert.equal(errors.length, 1000);
    assert.deepEqual(JSON.parse(text), { products: Array.from({ length: 3000 }, () => null) });
    assert.deepEqual(errors[999], {
      message: 'Cannot return null for non-nullable field Product.must.',
      path: ['products', 999, 'must'],
      extensions: { code: 'RESPONSE_VALIDATION_FAILED' },
    });
  });
});

describe('an abstract type', () => {
  const query =
    '{ search { __typename ... on Node { id } ... on Shop { name } ...P } } fragment P on Product { price }';

  it('writes each object by its own type', () => {
    const data =
      '{"search":[{"__typename":"Shop","id":"1","price":2},{"__typename":"Product","id":"2","price":3}]}';
    assert.deepEqual(complete(query, data), [
      '{"search":[{"__typename":"Shop","id":"1","name":null},{"__typename":"Product","id":"2","price":3}]}',
      [],
    ]);
  });

  it('refuses an object whose type is missing, hidden or not one of its possible types', () => {
    for (const typename of [
      undefined,
      'Hidden',
      'Cat',
      'Node',
      'Json',
      1,
      null,
      'constructor',
      '__proto__',
      '',
    ]) {
      assert.deepEqual(complete('{ node { id } }', { node: { __typename: typename, id: '1' } }), [
        '{"node":null}',
        ['node: The value of Query.node is not a valid Node.'],
      ]);
    }
    assert.equal(
      complete('{ node { id } }', { node: Object.create({ __typename: 'Shop' }) })[0],
      '{"node":null}',
    );
  });

  it('needs no type name for an object that can have only one type', () => {
    assert.deepEqual(
      complete('{ t: __typename product { a: __typename id b: __typename } }', '{"product":{"id":"1"}}'),
      ['{"t":"Query","product":{"a":"Product","id":"1","b":"Product"}}', []],
    );
    assert.equal(complete('{ __typename }', '{}')[0], '{"__typename":"Query"}');
  });
});
