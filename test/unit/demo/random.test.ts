import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { randomFor } from '../../../demo/data/random.ts';

describe('randomFor', () => {
  it('gives the same sequence for the same key and another for any other', () => {
    const draw = (seed: number, family: string, index: number): number[] => {
      const random = randomFor(seed, family, index);
      return Array.from({ length: 5 }, () => random.unit());
    };
    assert.deepEqual(draw(1, 'product', 7), draw(1, 'product', 7));
    for (const other of [draw(2, 'product', 7), draw(1, 'user', 7), draw(1, 'product', 8)]) {
      assert.notDeepEqual(other, draw(1, 'product', 7));
    }
  });

  it('reaches both ends of a range and nothing outside', () => {
    const random = randomFor(1, 'range');
    const seen = new Set(Array.from({ length: 500 }, () => random.int(-1, 2)));
    assert.deepEqual([...seen].sort(), [-1, 0, 1, 2]);
  });

  it('samples without repetition, and returns all items if more are requested', () => {
    const sample = randomFor(1, 'sample').sample(['a', 'b', 'c'], 9);
    assert.deepEqual(sample.toSorted(), ['a', 'b', 'c']);
  });
});
