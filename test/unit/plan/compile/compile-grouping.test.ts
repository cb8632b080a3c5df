import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DataObject } from '../../../../shared/core/json/data-object.ts';
import { compileGrouping } from '../../../../shared/plan/compile/representation/compile-grouping.ts';

const representationOf = (object: object): string | undefined =>
  'id' in object && object.id !== null ? JSON.stringify({ id: object.id }) : undefined;

for (const sole of [undefined, { type: 'T', from: 'id' }]) {
  describe(`objects ${sole ? 'of one scalar key' : 'of any key'}`, () => {
    const group = compileGrouping(representationOf, sole);

    it('are one entity when their representations are equal, in the order in which they are met', () => {
      const objects: DataObject[] = ['b', 'a', 'b', 'a', 'c'].map((id) => ({ __typename: 'T', id }));
      const { representations, targets, lacking } = group(objects);
      assert.deepEqual(representations, ['{"id":"b"}', '{"id":"a"}', '{"id":"c"}']);
      assert.deepEqual(
        targets.map((list) => list.map((object) => objects.indexOf(object))),
        [[0, 2], [1, 3], [4]],
      );
      assert.deepEqual(lacking, []);
    });

    it('differ by the type of a value, and a value is no representation', () => {
      const ids = ['1', 1, '{"id":"1"}', true, 'true'];
      const objects = ids.map((id) => ({ __typename: 'T', id }));
      assert.deepEqual(
        group(objects).representations,
        ids.map((id) => JSON.stringify({ id })),
      );
    });

    it('that have no key are told apart from the others', () => {
      const [without, withNull, whole] = [
        { __typename: 'T' },
        { __typename: 'T', id: null },
        { __typename: 'T', id: 'x' },
      ];
      const { representations, lacking } = group([without, withNull, whole]);
      assert.deepEqual([representations, lacking], [['{"id":"x"}'], [without, withNull]]);
    });
  });
}
