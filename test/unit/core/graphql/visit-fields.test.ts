import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildSchema, isInterfaceType, isObjectType, parse } from 'graphql';
import { includeBy } from '../../../../shared/core/graphql/conditions.ts';
import { readOperation } from '../../../../shared/core/graphql/read-operation.ts';
import {
  collectFields,
  type FieldFilter,
  fragmentApplies,
  selectionSetsOf,
  someField,
  visitFields,
} from '../../../../shared/core/graphql/visit-fields.ts';

const schema = buildSchema(`
  interface Node { id: ID }
  interface Named { name: String }
  type Product implements Node & Named { id: ID name: String price: Int }
  type Brand implements Node { id: ID }
  union Item = Product | Brand
  type Query { items: [Item] node: Node }
`);

function operation(text: string) {
  const { definition, fragments } = readOperation(parse(text), undefined);
  return { sets: [definition.selectionSet], fragments };
}

function objectType(name: string) {
  const type = schema.getType(name);
  assert.ok(isObjectType(type) || isInterfaceType(type));
  return type;
}

describe('visitFields', () => {
  function visited<State>(text: string, state: State, filter: FieldFilter<State>): string[] {
    const { sets, fragments } = operation(text);
    const names: string[] = [];
    visitFields(sets, state, { fragments, ...filter }, ({ name }, at) => {
      names.push(at === undefined ? name.value : `${at}.${name.value}`);
    });
    return names;
  }

  it('visits fields through inline and named fragments in document order', () => {
    const text = '{ a ... { b } ...F d } fragment F on Query { c { inner } }';
    assert.deepEqual(visited(text, undefined, {}), ['a', 'b', 'c', 'd']);
  });

  it('enters a named fragment once', () => {
    assert.deepEqual(visited('{ ...F ...F } fragment F on Query { a ...F }', undefined, {}), ['a']);
  });

  it('visits fragments that spread each other exponentially often in linear time', () => {
    const fragments = Array.from(
      { length: 60 },
      (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`,
    );
    const text = `{ ...F0 } ${fragments.join(' ')} fragment F60 on Query { a }`;
    assert.deepEqual(visited(text, undefined, {}), ['a']);
  });

  it('enters a named fragment once for each state', () => {
    const filter: FieldFilter<string> = { stateWithin: (condition, state) => state + condition };
    assert.deepEqual(visited('{ ...F ... on A { ...F b } } fragment F on C { a }', 'root ', filter), [
      'root C.a',
      'root AC.a',
      'root A.b',
    ]);
  });

  it('skips selections that are not included, and fragments that do not apply or do not exist', () => {
    const text = `{ a @skip(if: $yes) ... @include(if: $no) { b } ... on Other { c } ...F @skip(if: $no) ...Lost d }
      fragment F on Query { e }`;
    const filter: FieldFilter = {
      isIncluded: includeBy((variable) => variable === 'yes'),
      applies: (condition) => condition === 'Query',
    };
    assert.deepEqual(visited(text, undefined, filter), ['e', 'd']);
  });

  it('skips fragment spreads without fragments', () => {
    const { sets } = operation('{ ...F b } fragment F on Query { a }');
    const names: string[] = [];
    visitFields(sets, undefined, {}, ({ name }) => names.push(name.value));
    assert.deepEqual(names, ['b']);
  });
});

describe('someField', () => {
  it('stops at the first field that matches', () => {
    const { sets, fragments } = operation('{ a ...F c } fragment F on Query { b }');
    const tested: string[] = [];
    const isFound = someField(sets, undefined, { fragments }, ({ name }) => {
      tested.push(name.value);
      return name.value === 'b';
    });
    assert.equal(isFound, true);
    assert.deepEqual(tested, ['a', 'b']);
  });

  it('returns false if no field matches', () => {
    assert.equal(
      someField(operation('{ a }').sets, undefined, {}, () => false),
      false,
    );
  });
});

describe('collectFields', () => {
  it('groups the fields of several sets by response key, in the order of the response', () => {
    const { sets, fragments } = operation('{ a { x } b: c ...F } fragment F on Query { a { y } b: c }');
    const collected = collectFields(sets, { fragments });
    assert.deepEqual(
      [...collected].map(([key, fields]) => [key, fields.length]),
      [
        ['a', 2],
        ['b', 2],
      ],
    );
    const inner = collectFields(selectionSetsOf(collected.get('a') ?? []), { fragments });
    assert.deepEqual([...inner.keys()], ['x', 'y']);
  });
});

describe('fragmentApplies', () => {
  for (const [condition, type, applies] of [
    ['Product', 'Product', true],
    ['Node', 'Product', true],
    ['Item', 'Product', true],
    ['Named', 'Brand', false],
    ['Brand', 'Product', false],
    ['Node', 'Node', true],
    ['Named', 'Node', false],
    ['Item', 'Node', false],
    ['Unknown', 'Product', false],
  ] as const) {
    it(`is ${applies} for a fragment on ${condition} and ${type}`, () => {
      assert.equal(fragmentApplies(schema, condition, objectType(type)), applies);
    });
  }
});
