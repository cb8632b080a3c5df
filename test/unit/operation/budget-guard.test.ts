import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type BudgetExceeded, budgetExceeded } from '../../../shared/core/channels.ts';
import { createBudgetGuard } from '../../../shared/operation/budget-guard.ts';

const minuteMs = 60_000;

function heard(context: TestContext): BudgetExceeded[] {
  const messages: BudgetExceeded[] = [];
  context.after(budgetExceeded.subscribe((message) => messages.push(message)));
  return messages;
}

describe('the guard of budgets', () => {
  it('allows a response twice its budget', () => {
    const isOver = createBudgetGuard({ byOperation: new Map(), otherwise: 5 });
    assert.equal(isOver('A', 10, 'id'), false);
    assert.equal(isOver('A', 11, 'id'), true);
  });

  it('reports an operation again after a minute, with the number of responses', (context) => {
    const messages = heard(context);
    let nowMs = 5;
    const isOver = createBudgetGuard({ byOperation: new Map([['A', 1]]), otherwise: undefined }, () => nowMs);
    for (const atMs of [5, 6, minuteMs + 4, minuteMs + 5, minuteMs + 6]) {
      nowMs = atMs;
      assert.equal(isOver('A', 3, `at-${atMs}`), true);
    }
    assert.deepEqual(
      messages.map(({ requestId, responses }) => [requestId, responses]),
      [
        ['at-5', 1],
        [`at-${minuteMs + 5}`, 3],
      ],
    );
    assert.equal(isOver('B', 3, 'other'), false);
    assert.equal(isOver(undefined, 3, 'other'), false);
  });
});
