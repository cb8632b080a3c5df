import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type ErrorCode, FrontageError } from '../core/errors.ts';
import type { Cancellation } from '../core/runtime/cancellation.ts';
import { publishOutput } from '../core/runtime/capture-output.ts';
import type { CompletePlan } from './complete-plan.ts';
import type { PlannerMessage, PlannerStart, PlanOrder } from './planner-messages.ts';
import { createPlanningQueue, type Pending } from './planning-queue.ts';
import { startStopwatch, timeOver } from './thread-time.ts';

/** An operation to plan, and how it is to be treated. */
export interface PlanTask extends Omit<PlanOrder, 'id' | 'timeoutMs'> {
  readonly timeoutMs?: number | undefined;
  readonly isAhead?: boolean | undefined;
  readonly cancellation?: Cancellation | undefined;
}

export interface PlanningThread {
  /** Rejects when the thread cannot start, as with a supergraph that the planner refuses. */
  readonly ready: Promise<void>;
  /**
   * Rejects with a `FrontageError`: QUERY_PLANNING_FAILED when there is no plan or it takes too much time or memory,
   * SERVER_OVERLOADED when too many wait, GATEWAY_TIMEOUT when it was cancelled before its turn, INTERNAL_SERVER_ERROR
   * when the thread breaks.
   */
  plan(task: PlanTask): Promise<CompletePlan>;
  close(): Promise<void>;
}

interface RunningThread {
  readonly worker: Worker;
  /** Set when it can plan. */
  isReady: boolean;
  /** Undefined where the system does not tell how long it had a processor. */
  number: number | undefined;
}

export const usualMaxWaiting = 100;

/** Time that an operation has beyond its own before its thread is ended: most stop by themselves (`limitPlanningTime`). */
const graceMs = 500;

/**
 * A thread that plans one operation after the other. One that takes longer than its time (`timeoutMs` of the task, or
 * `usualTimeoutMs`) fails, and the thread goes on with the next; where it does not stop within `graceMs`, the thread is
 * ended with it, and another starts. The time in the queue does not count.
 */
export function createPlanningThread(
  start: PlannerStart,
  usualTimeoutMs: number,
  maxWaiting = usualMaxWaiting,
): PlanningThread {
  const queue = createPlanningQueue(maxWaiting);
  let current: Pending | undefined;
  let lastId = 0;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let running: RunningThread | undefined;
  const ready = new Promise<void>((resolve, reject) => {
    running = startThread(resolve, reject);
  });

  function startThread(onReady: () => void, onFailure: (error: unknown) => void): RunningThread {
    const worker = new Worker(new URL(`./planner-worker${extname(import.meta.url)}`, import.meta.url), {
      workerData: start,
    });
    const thread: RunningThread = { worker, isReady: false, number: undefined };
    // Nobody waits for a plan when nothing else keeps the process alive.
    worker.unref();
    worker.on('message', (message: PlannerMessage) => {
      if (message.kind === 'output') return publishOutput(message);
      if (message.kind !== 'ready') return settle(message);
      thread.isReady = true;
      thread.number = message.thread;
      onReady();
      sendNext();
    });
    worker.once('error', (error) => {
      onFailure(error);
      const waiting = current ?? queue.next();
      endThread();
      waiting?.reject(new FrontageError(codeOfCrash(error), { cause: error }));
      // A thread that broke by itself might do so again: it is not started before somebody needs it.
      sendNext();
    });
    return thread;
  }

  function settle(message: Exclude<PlannerMessage, { kind: 'ready' | 'output' }>): void {
    if (current?.order.id !== message.id) return;
    const { resolve, reject } = current;
    clearTimeout(timer);
    current = undefined;
    sendNext();
    if (message.kind === 'planned') resolve(message);
    else reject(new FrontageError('QUERY_PLANNING_FAILED', { cause: message.reason }));
  }

  function sendNext(): void {
    if (isClosed || current !== undefined) return;
    if (running?.isReady !== true) {
      if (running === undefined && queue.size() > 0) running = restart();
      return;
    }
    current = queue.next();
    if (current === undefined) return;
    running.worker.postMessage(current.order);
    watch(current, running);
  }

  function watch(pending: Pending, { number }: RunningThread): void {
    const longestMs = pending.order.timeoutMs + graceMs;
    const usedMs = startStopwatch(number);

    function look(): void {
      if (current !== pending) return;
      const leftMs = longestMs - usedMs();
      if (leftMs <= 0) giveUp(pending);
      else wait(leftMs);
    }

    function wait(ms: number): void {
      // Where this thread was busy itself, the plan may have come and nobody has looked: messages first.
      timer = setTimeout(() => setImmediate(look), Math.max(10, ms));
      timer.unref();
    }

    wait(longestMs);
  }

  function giveUp({ order, reject }: Pending): void {
    endThread();
    // What takes over needs time to start.
    if (!isClosed) running = restart();
    reject(new FrontageError('QUERY_PLANNING_FAILED', { cause: timeOver(order.timeoutMs) }));
  }

  function endThread(): void {
    clearTimeout(timer);
    current = undefined;
    if (running === undefined) return;
    running.worker.removeAllListeners();
    void running.worker.terminate();
    running = undefined;
  }

  function restart(): RunningThread {
    // Whether it starts is told by what happens to the operations that wait for it.
    return startThread(
      () => {},
      () => {},
    );
  }

  return {
    ready,
    plan({ timeoutMs = usualTimeoutMs, isAhead = false, cancellation, ...order }) {
      if (isClosed) return Promise.reject(closed());
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        queue.add({ order: { ...order, timeoutMs, id }, isAhead, cancellation, resolve, reject });
        sendNext();
      });
    },
    async close() {
      isClosed = true;
      const waiting = [...(current === undefined ? [] : [current]), ...queue.drain()];
      endThread();
      for (const { reject } of waiting) reject(closed());
    },
  };
}

/** Memory is used up by the operation, which would use it up again; what else breaks a thread says nothing about it. */
function codeOfCrash(error: Error): ErrorCode {
  const isOutOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return isOutOfMemory ? 'QUERY_PLANNING_FAILED' : 'INTERNAL_SERVER_ERROR';
}

function closed(): FrontageError {
  return new FrontageError('INTERNAL_SERVER_ERROR', { cause: 'the planner is closed' });
}
