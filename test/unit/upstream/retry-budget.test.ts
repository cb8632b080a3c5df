import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  createRetryBudget,
  type UpstreamRetryBudget,
} from '../../../shared/upstream/resilience/retry-budget.ts';

function takeAll(budget: UpstreamRetryBudget): number {
  let taken = 0;
  while (budget.acquire()) taken += 1;
  return taken;
}

describe('the retry budget', () => {
  it('is a share of the calls in flight of all upstreams, but at least its minimum', () => {
    const budget = createRetryBudget({ share: 0.2, minimum: 3 }, () => 0);
    const [one, two] = [budget.ofUpstream(), budget.ofUpstream()];
    assert.equal(budget.status().available, 3);
    for (let calls = 0; calls < 50; calls += 1) one.beginCall();
    for (let calls = 0; calls < 50; calls += 1) two.beginCall();
    assert.deepEqual(budget.status(), { callsInFlight: 100, retriesInFlight: 0, available: 20 });
    assert.equal(takeAll(one) + takeAll(two), 20);
    assert.deepEqual(budget.status(), { callsInFlight: 100, retriesInFlight: 20, available: 0 });
    one.release();
    for (let calls = 0; calls < 50; calls += 1) two.endCall();
    assert.deepEqual(budget.status(), { callsInFlight: 50, retriesInFlight: 19, available: 0 });
  });

  it("is also limited to a share of an upstream's calls of the last ten seconds", () => {
    let nowMs = 12_345;
    const budget = createRetryBudget({ share: 0.2, minimum: 3 }, () => nowMs);
    const [one, two] = [budget.ofUpstream(), budget.ofUpstream()];
    let retries = 0;
    for (let calls = 0; calls < 1000; calls += 1) {
      nowMs += 5;
      one.beginCall();
      if (one.acquire()) {
        retries += 1;
        one.release();
      }
      one.endCall();
    }
    assert.equal(retries, 200);
    nowMs += 9000;
    assert.equal(takeAll(one), 0, 'the last of them began within ten seconds');
    assert.equal(takeAll(two), 3);
    for (let taken = 0; taken < 3; taken += 1) two.release();
    nowMs += 1000;
    assert.equal(takeAll(one), 3);
    nowMs += 1_000_000;
    assert.equal(takeAll(one), 0, 'they are still in flight');
  });

  it('allows no retry when share and minimum are 0', () => {
    const budget = createRetryBudget({ share: 0, minimum: 0 }, () => 0).ofUpstream();
    budget.beginCall();
    assert.equal(budget.acquire(), false);
  });
});
