import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { ErrorCode } from '../../../shared/core/errors.ts';
import { Cancellation } from '../../../shared/core/runtime/cancellation.ts';
import { createPlanningTurns, type PlanningTask, type Turn } from '../../../shared/plan/planning-turns.ts';

const request: PlanningTask = { timeoutMs: 1000, isAhead: false, cancellation: undefined };

/** Planning of some slices, each of which takes its whole time. `log`: receives the name with each slice. */
function work(clock: Clock, slices: number, log: string[] = [], name = ''): (turn: Turn) => Promise<string> {
  return async (turn) => {
    for (let slice = 0; slice < slices; slice += 1) {
      log.push(name);
      clock.nowMs += 10;
      await turn.pause();
    }
    return name;
  };
}

interface Clock {
  nowMs: number;
}

/** Replaces `performance.now` until the test ends. */
function clockOf(t: TestContext): Clock {
  const clock = { nowMs: 0 };
  t.mock.method(performance, 'now', () => clock.nowMs);
  return clock;
}

function rejectsWith(code: ErrorCode, found: Promise<unknown>): Promise<void> {
  return assert.rejects(found, { name: 'FrontageError', code });
}

describe('planning turns', () => {
  it('let planning continue until its slice of 10 ms is over', async (t) => {
    const clock = clockOf(t);
    const turns = createPlanningTurns(1);
    await turns.run(request, async (turn) => {
      assert.equal(turn.pause(), undefined);
      clock.nowMs += 9;
      assert.equal(turn.pause(), undefined);
      clock.nowMs += 1;
      assert.ok(turn.pause() instanceof Promise);
    });
  });

  it('let other work run between two slices', async (t) => {
    const clock = clockOf(t);
    const log: string[] = [];
    const planned = createPlanningTurns(1).run(request, work(clock, 3, log, 'plan'));
    setImmediate(() => log.push('other'));
    await planned;
    assert.deepEqual(log, ['plan', 'plan', 'other', 'plan']);
  });

  it('plan a new operation before those that have used a slice', async (t) => {
    const clock = clockOf(t);
    const turns = createPlanningTurns(10);
    const log: string[] = [];
    const long = turns.run(request, work(clock, 3, log, 'long'));
    const short = turns.run(request, work(clock, 1, log, 'short'));
    await Promise.all([long, short]);
    assert.deepEqual(log, ['long', 'short', 'long', 'long']);
  });

  it('share the time among long operations', async (t) => {
    const clock = clockOf(t);
    const turns = createPlanningTurns(10);
    const log: string[] = [];
    await Promise.all(['a', 'b'].map((name) => turns.run(request, work(clock, 4, log, name))));
    assert.deepEqual(log.slice(2).join(''), 'ababab');
  });

  it('end planning after its timeout', async (t) => {
    const clock = clockOf(t);
    const log: string[] = [];
    await rejectsWith(
      'QUERY_PLANNING_FAILED',
      createPlanningTurns(1).run({ ...request, timeoutMs: 30 }, work(clock, 10, log)),
    );
    assert.equal(log.length, 4);
  });

  it('do not count the time of other work', async (t) => {
    const clock = clockOf(t);
    const planned = createPlanningTurns(1).run({ ...request, timeoutMs: 30 }, work(clock, 3));
    setImmediate(() => {
      clock.nowMs += 1000;
    });
    await planned;
  });

  it('end planning when no request waits for it', async (t) => {
    const clock = clockOf(t);
    const cancellation = new Cancellation();
    const log: string[] = [];
    const planned = createPlanningTurns(1).run({ ...request, cancellation }, work(clock, 10, log));
    cancellation.cancel();
    await rejectsWith('GATEWAY_TIMEOUT', planned);
    assert.equal(log.length, 1);
  });

  it('refuse an operation while too many are planned', async (t) => {
    const clock = clockOf(t);
    const turns = createPlanningTurns(2);
    const failing = turns.run({ ...request, timeoutMs: 5 }, work(clock, 2));
    const waiting = turns.run(request, work(clock, 1));
    await assert.rejects(turns.run(request, work(clock, 1)), {
      code: 'SERVER_OVERLOADED',
      retryAfterMs: 1000,
    });
    await rejectsWith('QUERY_PLANNING_FAILED', failing);
    await waiting;
    await turns.run(request, work(clock, 1));
  });

  it('neither count nor refuse operations that are planned ahead', async (t) => {
    const clock = clockOf(t);
    const turns = createPlanningTurns(1);
    const ahead = { ...request, isAhead: true };
    const planned = [ahead, ahead, request, ahead].map((task) => turns.run(task, work(clock, 2)));
    await rejectsWith('SERVER_OVERLOADED', turns.run(request, work(clock, 1)));
    await Promise.all(planned);
  });

  it('end planning when the planner is closed', async (t) => {
    const clock = clockOf(t);
    const turns = createPlanningTurns(1);
    const planned = turns.run(request, work(clock, 10));
    turns.close();
    await rejectsWith('INTERNAL_SERVER_ERROR', planned);
  });
});
