import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { median, quantile } from '../../../bench/load/quantile.ts';

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

describe('a quantile', () => {
  it('is the value that the share of all values does not exceed', () => {
    assert.equal(quantile(hundred, 0.5), 50);
    assert.equal(quantile(hundred, 0.99), 99);
    assert.equal(quantile(hundred, 0), 1);
    assert.equal(quantile(hundred, 1), 100);
  });

  it('orders by number and leaves its input alone', () => {
    const values = [9, 10, 100];
    assert.equal(quantile([10, 9, 100], 0.3), 9);
    assert.equal(quantile(values, 1), 100);
    assert.deepEqual(values, [9, 10, 100]);
  });

  it('of one value is that value, and of none is not a number', () => {
    assert.equal(quantile([7], 0.99), 7);
    assert.ok(Number.isNaN(quantile([], 0.5)));
  });
});

describe('a median', () => {
  it('is the middle value, or the mean of the two in the middle', () => {
    assert.equal(median([30, 1, 2]), 2);
    assert.equal(median([4, 1, 3, 2]), 2.5);
    assert.equal(median([5]), 5);
    assert.ok(Number.isNaN(median([])));
  });
});
