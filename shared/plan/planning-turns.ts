import { FrontageError } from '../core/errors.ts';
import type { Cancellation } from '../core/runtime/cancellation.ts';

/** The time for which planning holds the event loop in one piece, and in which most operations are planned. */
const sliceMs = 10;

/** Lets long planning pause. */
export interface Turn {
  /** Undefined as long as the time slice is not over. The promise rejects if planning must end. */
  pause(): Promise<void> | undefined;
}

export interface PlanningTask {
  /** Longest time of planning; the time of pauses does not count. */
  readonly timeoutMs: number;
  /** Whether no request waits for the plan: it does not count as waiting. */
  readonly isAhead: boolean;
  readonly cancellation: Cancellation | undefined;
}

/** Shares the event loop among the operations that are planned, and with everything else. */
export interface PlanningTurns {
  /**
   * Rejects with a `FrontageError`: SERVER_OVERLOADED if too many operations wait, QUERY_PLANNING_FAILED after the timeout,
   * GATEWAY_TIMEOUT if the task was cancelled, INTERNAL_SERVER_ERROR if the planner is closed.
   */
  run<Plan>(task: PlanningTask, plan: (turn: Turn) => Promise<Plan>): Promise<Plan>;
  close(): void;
}

/** One slice runs in each turn of the event loop. New operations go first: most are planned in one slice. */
export function createPlanningTurns(maxWaiting: number): PlanningTurns {
  const paused: (() => void)[] = [];
  let waiting = 0;
  let isScheduled = false;
  let isClosed = false;

  function schedule(): void {
    if (isScheduled || paused.length === 0) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      paused.shift()?.();
      schedule();
    });
  }

  function rest(isNew: boolean): Promise<void> {
    return new Promise((resolve) => {
      if (isNew) paused.unshift(resolve);
      else paused.push(resolve);
      schedule();
    });
  }

  return {
    async run({ timeoutMs, isAhead, cancellation }, plan) {
      if (!isAhead && waiting >= maxWaiting)
        throw new FrontageError('SERVER_OVERLOADED', { retryAfterMs: 1000 });
      let usedMs = 0;
      let sinceMs = performance.now();

      async function pause(isNew: boolean): Promise<void> {
        usedMs += performance.now() - sinceMs;
        if (usedMs > timeoutMs)
          throw new FrontageError('QUERY_PLANNING_FAILED', {
            cause: `planning took longer than ${timeoutMs} ms`,
          });
        await rest(isNew);
        if (isClosed) throw new FrontageError('INTERNAL_SERVER_ERROR', { cause: 'the planner is closed' });
        if (cancellation?.isCancelled)
          throw new FrontageError('GATEWAY_TIMEOUT', { cause: 'no request waits for the plan' });
        sinceMs = performance.now();
      }

      if (!isAhead) waiting += 1;
      try {
        if (paused.length > 0) await pause(true);
        return await plan({
          pause: () => (performance.now() - sinceMs < sliceMs ? undefined : pause(false)),
        });
      } finally {
        if (!isAhead) waiting -= 1;
      }
    },
    close() {
      isClosed = true;
    },
  };
}
