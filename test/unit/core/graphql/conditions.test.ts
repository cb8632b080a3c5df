import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Kind, parse, print, type SelectionNode } from 'graphql';
import {
  type Conditions,
  conditionOf,
  conditionsOf,
  inCommon,
  includeBy,
  isCondition,
  isCovered,
  unconditional,
  underConditions,
} from '../../../../shared/core/graphql/conditions.ts';

function firstSelection(text: string): SelectionNode {
  const [operation] = parse(text).definitions;
  const selection =
    operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections[0] : undefined;
  assert.ok(selection);
  return selection;
}

function when(conditions: Readonly<Record<string, boolean>>): Conditions {
  return new Map(Object.entries(conditions));
}

describe('the conditions of a selection', () => {
  it('combine those of the node with those of the enclosing nodes', () => {
    const selection = firstSelection(
      'query ($a: Boolean!, $b: Boolean!) { f @include(if: $a) @skip(if: $b) }',
    );
    assert.deepEqual(conditionsOf(selection, when({ c: true })), when({ c: true, a: true, b: false }));
  });

  it('do not hold where they contradict each other or what is around', () => {
    const both = firstSelection('query ($a: Boolean!) { f @include(if: $a) @skip(if: $a) }');
    assert.equal(conditionsOf(both, unconditional), undefined);
    const one = firstSelection('query ($a: Boolean!) { f @include(if: $a) }');
    assert.equal(conditionsOf(one, when({ a: false })), undefined);
    assert.equal(conditionsOf(firstSelection('{ f @skip(if: true) }'), unconditional), undefined);
  });

  it('have in common what all of them say', () => {
    const common = inCommon([when({ a: true, b: false }), when({ b: false }), when({ b: false, a: false })]);
    assert.deepEqual(common, when({ b: false }));
  });

  it('are written as fragments', () => {
    const [fragment] = underConditions(when({ a: true, b: false }), [firstSelection('{ f }')]);
    assert.ok(fragment);
    const text = print(fragment).replace(/\s+/g, ' ');
    assert.equal(text, '... @skip(if: $b) { ... @include(if: $a) { f } }');
  });
});

describe('conditions are covered', () => {
  it('by others that say no more', () => {
    assert.equal(isCovered(when({ a: true }), [unconditional]), true);
    assert.equal(isCovered(when({ a: true, b: true }), [when({ a: true })]), true);
    assert.equal(isCovered(unconditional, [when({ a: true })]), false);
    assert.equal(isCovered(when({ a: true }), [when({ a: false })]), false);
    assert.equal(isCovered(unconditional, []), false);
  });

  it('by several that leave nothing out between them', () => {
    assert.equal(isCovered(unconditional, [when({ a: true }), when({ a: false })]), true);
    const parts = [when({ a: true, b: true }), when({ a: false }), when({ b: false })];
    assert.equal(isCovered(unconditional, parts), true);
    assert.equal(isCovered(unconditional, parts.slice(1)), false);
    assert.equal(isCovered(when({ a: false }), parts.slice(1)), true);
  });
});

describe('conditionOf', () => {
  for (const [directive, condition] of [
    ['@skip(if: true)', true],
    ['@include(if: false)', false],
    ['@include(if: $a)', 'a'],
    ['@other(if: $a)', undefined],
    ['@skip', undefined],
  ] as const) {
    it(`is ${condition} for ${directive}`, () => {
      const [node] = firstSelection(`{ f ${directive} }`).directives ?? [];
      assert.ok(node);
      assert.equal(conditionOf(node), condition);
      assert.equal(isCondition(node), !directive.startsWith('@other'));
    });
  }
});

describe('includeBy', () => {
  const isIncluded = includeBy((variable) => variable === 'yes');

  for (const [directives, included] of [
    ['', true],
    ['@skip(if: $yes)', false],
    ['@skip(if: $no)', true],
    ['@include(if: $yes)', true],
    ['@include(if: $no)', false],
    ['@include(if: true) @skip(if: true)', false],
    ['@include(if: $yes) @skip(if: $no)', true],
    ['@other(if: $no)', true],
  ] as const) {
    it(`${included ? 'includes' : 'excludes'} a field ${directives}`, () => {
      assert.equal(isIncluded(firstSelection(`{ f ${directives} }`)), included);
    });
  }
});
