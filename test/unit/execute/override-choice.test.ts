import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createOverrideChoice } from '../../../shared/execute/prepare/override-choice.ts';

describe('progressive @override', () => {
  const labels = ['percent(10)', 'percent(50.5)', 'beta', 'constructor'];

  it('is on for as many of a hundred requests as the label says, decided by one draw', () => {
    const draws = [0.05, 0.3, 0.504, 0.506];
    const choose = createOverrideChoice(labels, {}, () => draws.shift() ?? 1);
    assert.deepEqual(choose(), ['percent(10)', 'percent(50.5)']);
    assert.deepEqual(choose(), ['percent(50.5)']);
    assert.deepEqual(choose(), ['percent(50.5)']);
    assert.deepEqual(choose(), []);
  });

  it('is on for a custom label if the settings enable it', () => {
    const choose = createOverrideChoice(labels, { beta: true, other: true }, () => 0.99);
    assert.deepEqual(choose(), ['beta']);
  });
});
