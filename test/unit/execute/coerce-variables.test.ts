import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildSchema, getVariableValues, Kind, parse, type VariableDefinitionNode } from 'graphql';
import { coerceVariables } from '../../../shared/execute/coerce-variables.ts';
import { describeValue } from '../../../shared/execute/describe-value.ts';

const schema = buildSchema(`
  enum Size { SMALL LARGE }
  input Box { name: String! = "box" sizes: [Size!] inner: Box count: Int! }
  scalar Any
  type Query { field(box: Box, boxes: [Box!]!, any: Any): Int }
`);

function definitions(text: string): readonly VariableDefinitionNode[] {
  const [operation] = parse(`query(${text}) { field }`).definitions;
  assert.ok(operation?.kind === Kind.OPERATION_DEFINITION);
  return operation.variableDefinitions ?? [];
}

describe('coerceVariables returns what graphql-js returns', () => {
  const cases: readonly (readonly [string, Record<string, unknown>])[] = [
    ['$a: Int', {}],
    ['$a: Int = 3', {}],
    ['$a: Int!', {}],
    ['$a: Int!', { a: null }],
    ['$a: [Int!]', { a: 1 }],
    ['$a: [Int!]', { a: [1, 'x', null] }],
    ['$a: Box', { a: { count: 1 } }],
    ['$a: Box', { a: { count: 1, inner: { count: null, sizes: ['SMAL'] }, other: [1] } }],
    ['$a: [Box!]!', { a: [{ count: 'x' }, 5, { nam: { deep: { deeper: { deepest: 1 } } } }] }],
    ['$a: Size, $b: String', { a: 'LARGER', b: { text: true } }],
    ['$a: Any', { a: { any: [1, { thing: null }] } }],
    ['$a: Boolean', JSON.parse('{"a": {"__proto__": 1}}')],
  ];
  for (const [text, given] of cases) {
    it(`${text} of ${JSON.stringify(given)}`, () => {
      const { coerced, errors } = coerceVariables(schema, definitions(text), given);
      const expected = getVariableValues(schema, definitions(text), given);
      assert.deepEqual(coerced, expected.coerced);
      assert.deepEqual(
        errors?.map(({ message }) => message),
        expected.errors?.map(({ message }) => message),
      );
    });
  }
});

describe('coerceVariables bounds', () => {
  it('the errors: ten', () => {
    const given = { a: Object.fromEntries(Array.from({ length: 18_000 }, (_, key) => [`k${key}`, 1])) };
    const { errors } = coerceVariables(schema, definitions('$a: Box'), given);
    assert.equal(errors?.length, 10);
    for (const { message } of errors ?? []) assert.ok(message.length < 400, message);
  });

  it('the value in a message, in length and depth', () => {
    assert.equal(describeValue('x'.repeat(1000)).length, 203);
    assert.equal(describeValue(Array(100).fill(0)), '[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ... 90 more items]');
    assert.equal(describeValue({ a: { b: { c: { d: 1 } } } }), '{ a: { b: [Object] } }');
    assert.ok(describeValue({ ['k'.repeat(1000)]: 1 }).length < 300);
  });
});
