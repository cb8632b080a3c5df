import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { distinct } from '../../../shared/execute/data/distinct.ts';

describe('distinct values', () => {
  it('are those of a set, in its order', () => {
    const values = fc.array(fc.constantFrom({}, {}, [], undefined, null, 'a', 'b'), { maxLength: 40 });
    fc.assert(fc.property(values, (list) => assert.deepEqual(distinct(list), [...new Set(list)])));
  });

  it('are the list itself if no value occurs twice', () => {
    const objects = fc.array(fc.object(), { maxLength: 40 });
    fc.assert(fc.property(objects, (list) => assert.equal(distinct(list), list)));
  });
});
