import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { methodNames } from '../../../shared/connect/mapping/methods/compile-method.ts';
import { evaluateMapping } from '../../support/mapping.ts';

/** Method, call on `$`, input, output; undefined is the absence of a result. */
const cases: readonly (readonly [string, string, unknown, unknown])[] = [
  ['echo', '$->echo({ value: @ })', 1, { value: 1 }],
  ['first', '$->first', [1, 2], 1],
  ['first', '$->first', [], undefined],
  ['first', '$->first', 'hey', 'h'],
  ['first', '$->first', 5, 5],
  ['last', '$->last', [1, 2], 2],
  ['last', '$->last', 'hey', 'y'],
  ['size', '$->size', [1, 2], 2],
  ['size', '$->size', { a: 1 }, 1],
  ['size', '$->size', 'hey', 3],
  ['size', '$->size', null, undefined],
  ['slice', '$->slice(1, 3)', [1, 2, 3, 4], [2, 3]],
  ['slice', '$->slice(1, 3)', 'hello', 'el'],
  ['slice', '$->slice(-5, 2)', [1, 2, 3], [1, 2]],
  ['slice', '$->slice(2, 1)', [1, 2, 3], []],
  ['slice', '$->slice', [1], [1]],
  ['slice', '$->slice(1)', 5, undefined],
  ['get', '$->get(-1)', [1, 2], 2],
  ['get', '$->get("a")', { a: 1 }, 1],
  ['get', '$->get(5)', [1], undefined],
  ['get', '$->get(1)', 'hey', 'e'],
  ['entries', '$->entries', { a: 1 }, [{ key: 'a', value: 1 }]],
  ['entries', '$->entries.key', { a: 1, b: 2 }, ['a', 'b']],
  ['entries', '$->entries', [1], undefined],
  ['map', '$->map(@.x)', [{ x: 1 }, {}], [1, null]],
  ['map', '$->map(@->eq(1))', 1, [true]],
  ['filter', '$->filter(@->gt(1))', [1, 2, 3], [2, 3]],
  ['filter', '$->filter(@.a->eq(1))', [{ a: 1 }, {}], [{ a: 1 }]],
  ['filter', '$->filter(@)', [1], undefined],
  ['filter', '$->filter(@->eq(1))', 1, [1]],
  ['find', '$->find(@->gt(1))', [1, 2, 3], 2],
  ['find', '$->find(@->gt(5))', [1], undefined],
  ['joinNotNull', '$->joinNotNull(",")', ['a', null, 1], 'a,1'],
  ['joinNotNull', '$->joinNotNull(",")', 'a', 'a'],
  ['joinNotNull', '$->joinNotNull(",")', [{}], undefined],
  ['match', '$->match(["a", 1], [@, 2])', 'a', 1],
  ['match', '$->match(["a", 1], [@, 2])', 'z', 2],
  ['match', '$->match(["a", 1])', 'z', undefined],
  ['match', '$->match([$.missing, 1], [null, 2])', null, 2],
  ['eq', '$->eq({ a: [1], b: 2 })', { b: 2, a: [1] }, true],
  ['eq', '$->eq("1")', 1, false],
  ['eq', '$->eq($.missing)', { a: 1 }, undefined],
  ['ne', '$->ne(1)', 2, true],
  ['gt', '$->gt("a")', 'b', true],
  ['gte', '$->gte(2)', 2, true],
  ['lt', '$->lt(2)', 2, false],
  ['lte', '$->lte("2")', 2, undefined],
  ['contains', '$->contains(1)', [1, 2], true],
  ['contains', '$->contains(1)', 1, undefined],
  ['in', '$->in([1, 2])', 3, false],
  ['not', '$->not', true, false],
  ['not', '$->not', 'x', undefined],
  ['and', '$.a->and($.b)', { a: true, b: false }, false],
  ['and', '$.a->and($.missing)', { a: true }, undefined],
  ['and', '$.a->and($.missing)', { a: false }, false],
  ['or', '$.a->or($.b, $.c)', { a: false, b: false, c: true }, true],
  ['or', '$.a->or($.b)', { a: 1, b: true }, undefined],
  ['trim', '$->trim', ' a ', 'a'],
  ['trimStart', '$->trimStart', ' a ', 'a '],
  ['trimEnd', '$->trimEnd', ' a ', ' a'],
  ['split', '$->split(",")', 'a,b', ['a', 'b']],
  ['split', '$->split("", 2)', 'abc', ['a', 'b']],
  ['split', '$->split(",", -1)', 'abc', undefined],
  ['toString', '$->toString', 5, '5'],
  ['toString', '$->toString', null, ''],
  ['toString', '$->toString', [], undefined],
  ['parseInt', '$->parseInt(16)', 'ff', 255],
  ['parseInt', '$->parseInt', '12px', undefined],
  ['parseInt', '$->parseInt', 3.7, 3],
  ['jsonStringify', '$->jsonStringify', { a: [1] }, '{"a":[1]}'],
  ['jsonParse', '$->jsonParse', '{"a":1}', { a: 1 }],
  ['jsonParse', '$->jsonParse', '{', undefined],
  ['jsonParse', '$->jsonParse', '['.repeat(65), undefined],
];

describe('arrow methods', () => {
  for (const [, text, input, output] of cases) {
    test(`${text} maps ${JSON.stringify(input)} to ${JSON.stringify(output)}`, () => {
      assert.deepEqual(evaluateMapping(text, input), output);
    });
  }

  test('every method has a case in this test', () => {
    assert.deepEqual([...new Set(cases.map(([name]) => name))].sort(), [...methodNames].sort());
  });
});
