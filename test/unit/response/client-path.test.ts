import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildSchema } from 'graphql';
import { defaultPresentation } from '../../../shared/core/presentation.ts';
import type { FieldSource, Needs, ResponsePath } from '../../../shared/core/response-writer.ts';
import { compileResponseWriter } from '../../../shared/response/compile-response-writer.ts';
import { shapeInput } from './shape-response.ts';

const sdl = `
  type Query { home: Home! hits: [Product] cut: [Product] all: [Product] more: Boolean! slots: [Product!] }
  type Home { hits: [Product] inner: Home! }
  type Product { id: ID title: String cost: String vat: String promise: String at: String names: [String] parts: [Product] }
`;

const plain = { needs: undefined, read: undefined, positionsOf: undefined };
const money: Needs = new Map([
  ['amount', new Map()],
  ['currency', new Map()],
]);

/** Where the fields of the schema are in the data, by their names. */
const sources: Readonly<Record<string, FieldSource>> = {
  home: { ...plain, keys: [] },
  inner: { ...plain, keys: [] },
  hits: { ...plain, keys: ['search', 'nodes'] },
  cost: { ...plain, keys: ['price', 'current'], needs: money },
  vat: { ...plain, keys: ['price', 'current', 'vat'] },
  at: { ...plain, keys: ['stock', 'at'] },
  promise: { ...plain, keys: [], needs: new Map([['stock', new Map([['left', new Map()]])]]) },
  names: { ...plain, keys: ['reviews', 'author', 'name'] },
  cut: { ...plain, keys: ['all'], positionsOf: (index) => (index < 2 ? [[index]] : []) },
  more: { ...plain, keys: ['all'], needs: new Map(), positionsOf: () => [] },
  // In the opposite order, each twice; the first has no place.
  slots: {
    ...plain,
    keys: ['some'],
    positionsOf: (index) => (index === 0 ? [[]] : [[10 - index], [20 - index]]),
  },
};

function pathsOf(query: string, path: ResponsePath, data?: object): (string | number)[][] {
  const input = {
    ...shapeInput(buildSchema(sdl), query),
    sourceOf: (_typeName: string, { name: { value: name } }: { name: { value: string } }): FieldSource =>
      sources[name] ?? { ...plain, keys: [name] },
  };
  return compileResponseWriter(input).clientPaths(
    path,
    { variables: {}, presentation: defaultPresentation() },
    data,
  );
}

describe("a client's paths, if published fields have other sources", () => {
  it('have one step for the keys on the path to a value', () => {
    const query = '{ hits { title } }';
    assert.deepEqual(pathsOf(query, ['search']), [['hits']]);
    assert.deepEqual(pathsOf(query, ['search', 'nodes']), [['hits']]);
    assert.deepEqual(pathsOf(query, ['search', 'nodes', 1, 'title']), [['hits', 1, 'title']]);
  });

  it('have the indexes of lists on the path', () => {
    assert.deepEqual(pathsOf('{ hits { names } }', ['search', 'nodes', 0, 'reviews', 3, 'author', 'name']), [
      ['hits', 0, 'names', 3],
    ]);
  });

  it('have a step for the same object under another type, for each occurrence', () => {
    assert.deepEqual(pathsOf('{ home { a: hits { id } inner { hits { id } } } }', ['search', 'nodes', 2]), [
      ['home', 'a', 2],
      ['home', 'inner', 'hits', 2],
    ]);
  });

  it('end at a value that is computed from the data there', () => {
    const query = '{ hits { cost promise } }';
    assert.deepEqual(pathsOf(query, ['search', 'nodes', 1, 'price', 'current', 'amount']), [
      ['hits', 1, 'cost'],
    ]);
    assert.deepEqual(pathsOf(query, ['search', 'nodes', 1, 'stock', 'left', 4, 'more']), [
      ['hits', 1, 'promise'],
    ]);
  });

  it('do not lead to a value that is computed from other data', () => {
    const query = '{ hits { cost vat promise at } }';
    const below = ['search', 'nodes', 0];
    assert.deepEqual(pathsOf(query, [...below, 'price', 'current', 'vat']), [['hits', 0, 'vat']]);
    assert.deepEqual(pathsOf(query, [...below, 'stock', 'at']), [['hits', 0, 'at']]);
    assert.deepEqual(pathsOf(query, [...below, 'stock']), [
      ['hits', 0, 'promise'],
      ['hits', 0, 'at'],
    ]);
  });

  it('lead to no item that a list leaves out, and not from an item to what counts the list', () => {
    const query = '{ cut { title } more }';
    assert.deepEqual(pathsOf(query, ['all']), [['cut'], ['more']]);
    assert.deepEqual(pathsOf(query, ['all', 1, 'title']), [['cut', 1, 'title']]);
    assert.deepEqual(pathsOf(query, ['all', 2, 'title']), []);
    assert.deepEqual(pathsOf(query, ['all', '@', 'title']), [['cut']]);
    assert.deepEqual(pathsOf('{ more }', ['all', 1, 'title']), []);
    // Another field selects other fields of the same item.
    assert.deepEqual(pathsOf('{ cut { title } all { id } }', ['all', 2, 'title']), []);
    assert.deepEqual(pathsOf('{ cut { title } all { id } }', ['all', 2, 'id']), [['all', 2, 'id']]);
  });

  it('lead to the positions of an item in the response, or to the list if it has none', () => {
    assert.deepEqual(pathsOf('{ slots { title } }', ['some', 3, 'title']), [
      ['slots', 7, 'title'],
      ['slots', 17, 'title'],
    ]);
    assert.deepEqual(pathsOf('{ slots { title } }', ['some', 0, 'title']), [['slots']]);
  });

  it('end at the list of which any item is meant, at any depth', () => {
    const query = '{ home { inner { hits { title } } } b: hits { title } }';
    assert.deepEqual(pathsOf(query, ['search', 'nodes', '@', 'title']), [['home', 'inner', 'hits'], ['b']]);
  });

  it('lead to all selections of one field at several positions', () => {
    const query = '{ hits { a: names parts { id } } hits { b: names } h: hits { a: names } }';
    assert.deepEqual(pathsOf(query, ['search', 'nodes', 0, 'reviews', 1, 'author', 'name']), [
      ['hits', 0, 'a', 1],
      ['hits', 0, 'b', 1],
      ['h', 0, 'a', 1],
    ]);
  });

  it('lead to a null on the path at aliases that do not select the end of the path', () => {
    const query = '{ all { title } b: all { id } c: all { title } }';
    const path = ['all', 1, 'title'];
    assert.deepEqual(pathsOf(query, path, { all: [{ id: '1' }, null] }), [
      ['all', 1, 'title'],
      ['c', 1, 'title'],
      ['b', 1],
    ]);
    const both = [
      ['all', 1, 'title'],
      ['c', 1, 'title'],
    ];
    assert.deepEqual(pathsOf(query, path, { all: [null, { id: '2', title: null }] }), both);
  });

  it('are as many as a fragment has positions', () => {
    assert.deepEqual(
      pathsOf('{ a: hits { ...F } b: hits { ...F } } fragment F on Product { parts { title } }', [
        'search',
        'nodes',
        0,
        'parts',
        1,
        'title',
      ]),
      [
        ['a', 0, 'parts', 1, 'title'],
        ['b', 0, 'parts', 1, 'title'],
      ],
    );
  });
});
