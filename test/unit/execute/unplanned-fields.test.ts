import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildSchema, parse } from 'graphql';
import { readOperation } from '../../../shared/core/graphql/read-operation.ts';
import { unresolvableFields } from '../../../shared/execute/prepare/unresolvable-fields.ts';
import { canonicalOperation } from '../../../shared/plan/operation/canonical-operation.ts';
import { noFields } from '../../support/plan-fields.ts';

const schema = buildSchema('type Query { a: Int b: Int } type Mutation { a: Int }');
const plan = {
  fetches: [],
  mayUnify: true,
  sharesObjects: false,
  isObjectType: () => true,
  fields: noFields,
};

/** Fragments that each spread the next one twice: two to the power of their number ways to the last. */
function pyramid(operation: string, type: string, height: number): string {
  const fragments = Array.from(
    { length: height },
    (_, index) => `fragment F${index} on ${type} { ...F${index + 1} ...F${index + 1} }`,
  );
  return `${operation} { ...F0 } ${fragments.join(' ')} fragment F${height} on ${type} { a }`;
}

describe('fields that a plan does not fetch', () => {
  it('are reported by their keys, except those under a condition', () => {
    const document = parse('query($v: Boolean!) { x: a b @include(if: $v) __typename }');
    const { keyOf } = canonicalOperation(document, schema);
    const paths = unresolvableFields(readOperation(document, undefined), { plan, keyOf, unplanned: [] }).map(
      ({ path }) => path,
    );
    assert.deepEqual(paths, [['a']]);
  });

  it('are reported with the paths of others that the planner knows to be missing', () => {
    const document = parse('{ __typename }');
    const { keyOf } = canonicalOperation(document, schema);
    const unplanned = [['a', '@', 'b']];
    const [error] = unresolvableFields(readOperation(document, undefined), { plan, keyOf, unplanned });
    assert.deepEqual(error?.path, ['a', '@', 'b']);
    assert.equal(error?.extensions.code, 'QUERY_PLANNING_FAILED');
  });

  it('are reported if they have directives of the graph', () => {
    const document = parse('{ a @in }');
    const { keyOf } = canonicalOperation(document, schema);
    const unplanned = unresolvableFields(readOperation(document, undefined), { plan, keyOf, unplanned: [] });
    assert.deepEqual(
      unplanned.map(({ path }) => path),
      [['a_1']],
    );
  });

  it('are found through a pyramid of fragments, each visited once', () => {
    for (const [operation, type] of [
      ['query', 'Query'],
      ['mutation', 'Mutation'],
    ] as const) {
      const document = parse(pyramid(operation, type, 40));
      const { keyOf } = canonicalOperation(document, schema);
      assert.equal(
        unresolvableFields(readOperation(document, undefined), { plan, keyOf, unplanned: [] }).length,
        1,
      );
    }
  });
});
