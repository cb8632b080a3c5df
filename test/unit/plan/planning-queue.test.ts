import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPlanningQueue } from '../../../shared/plan/planning-queue.ts';

function order(id: number, length: number): Parameters<ReturnType<typeof createPlanningQueue>['add']>[0] {
  return {
    order: { id, document: 'x'.repeat(length), operationName: undefined, overrides: [], timeoutMs: 1000 },
    isAhead: false,
    cancellation: undefined,
    resolve() {},
    reject() {},
  };
}

describe('the queue for plans', () => {
  it('lets short operations go first, and long ones that have waited', () => {
    let nowMs = 0;
    const queue = createPlanningQueue(10, () => nowMs);
    queue.add(order(1, 5_000));
    queue.add(order(2, 100));
    queue.add(order(3, 50));
    nowMs = 1_100;
    queue.add(order(4, 50));
    const ids = [];
    for (let next = queue.next(); next !== undefined; next = queue.next()) ids.push(next.order.id);
    assert.deepEqual(ids, [3, 2, 1, 4]);
  });
});
