import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRetryBudget, type RetryBudget } from '../../../shared/upstream/retry-budget.ts';

function takeAll(budget: RetryBudget): number {
  let taken = 0;
  while (budget.take()) taken += 1;
  return taken;
}

describe('the retry budget', () => {
  it('is a share of the calls in flight, and never below its minimum', () => {
    const budget = createRetryBudget({ share: 0.2, minimum: 3 }, () => 0);
    assert.equal(budget.status().available, 3);
    for (let calls = 0; calls < 100; calls += 1) budget.beginCall();
    assert.deepEqual(budget.status(), { callsInFlight: 100, retriesInFlight: 0, available: 20 });
    assert.equal(takeAll(budget), 20);
    assert.deepEqual(budget.status(), { callsInFlight: 100, retriesInFlight: 20, available: 0 });
  });

  it('is a share of the calls of the last ten seconds, too', () => {
    let nowMs = 12_345;
    const budget = createRetryBudget({ share: 0.2, minimum: 3 }, () => nowMs);
    let retries = 0;
    for (let calls = 0; calls < 1000; calls += 1) {
      nowMs += 5;
      budget.beginCall();
      if (budget.take()) {
        retries += 1;
        budget.giveBack();
      }
      budget.endCall();
    }
    assert.equal(retries, 200);
    assert.equal(budget.status().available, 0);
    nowMs += 9000;
    assert.equal(takeAll(budget), 0, 'the last of them began within ten seconds');
    nowMs += 1000;
    assert.equal(takeAll(budget), 3);
    nowMs += 1_000_000;
    assert.equal(takeAll(budget), 0, 'they are still in flight');
  });

  it('is nothing when it is set to nothing', () => {
    const budget = createRetryBudget({ share: 0, minimum: 0 }, () => 0);
    budget.beginCall();
    assert.equal(budget.take(), false);
  });
});
