import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { FrontageError } from '../core/errors.ts';
import type { CompletePlan } from './complete-plan.ts';
import type { PlannerMessage, PlannerStart, PlanOrder } from './planner-messages.ts';

interface Pending {
  readonly order: PlanOrder;
  readonly resolve: (planned: CompletePlan) => void;
  readonly reject: (error: unknown) => void;
}

export interface PlanningThread {
  /** Rejects when the thread cannot start, as with a supergraph that the planner refuses. */
  readonly ready: Promise<void>;
  /** Rejects with a `FrontageError` QUERY_PLANNING_FAILED when there is no plan or it takes too long. */
  plan(order: Omit<PlanOrder, 'id'>): Promise<CompletePlan>;
  close(): Promise<void>;
}

interface RunningThread {
  readonly worker: Worker;
  isReady: boolean;
}

/**
 * A thread that plans one operation after the other; one that takes longer than `timeoutMs` is ended with its operation,
 * and another thread takes over those behind it. The time in the queue does not count.
 */
export function createPlanningThread(start: PlannerStart, timeoutMs: number): PlanningThread {
  /** In the order in which they are planned; the thread works at the first. */
  const pending = new Map<number, Pending>();
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
    const thread = { worker, isReady: false };
    // Nobody waits for a plan when nothing else keeps the process alive.
    worker.unref();
    worker.on('message', (message: PlannerMessage) => {
      if (message.kind !== 'ready') return settle(message);
      thread.isReady = true;
      onReady();
      watchFirst();
    });
    worker.once('error', (error) => {
      onFailure(error);
      abandon(error, false);
    });
    return thread;
  }

  function settle(message: Exclude<PlannerMessage, { kind: 'ready' }>): void {
    const waiting = pending.get(message.id);
    if (waiting === undefined) return;
    pending.delete(message.id);
    watchFirst();
    if (message.kind === 'planned') waiting.resolve(message);
    else waiting.reject(new FrontageError('QUERY_PLANNING_FAILED', { cause: message.reason }));
  }

  function watchFirst(): void {
    clearTimeout(timer);
    if (pending.size === 0 || running?.isReady !== true) return;
    const [first] = pending.keys();
    const isOver = (): void => {
      const [stillFirst] = pending.keys();
      if (stillFirst === first) abandon(`planning took more than ${timeoutMs} ms`, true);
    };
    // Where this thread was busy itself, the plan may have come and nobody has looked: messages first.
    timer = setTimeout(() => setImmediate(isOver), timeoutMs);
    timer.unref();
  }

  /** The thread is gone or must go: the operation that it was at gets an error, those behind it a new thread. */
  function abandon(cause: unknown, isReplaced: boolean): void {
    clearTimeout(timer);
    if (running !== undefined) {
      running.worker.removeAllListeners();
      void running.worker.terminate();
      running = undefined;
    }
    const [culprit, ...others] = pending.values();
    pending.clear();
    culprit?.reject(new FrontageError('QUERY_PLANNING_FAILED', { cause }));
    // A thread that broke by itself might do so again: it is not started before somebody needs it.
    if (isReplaced && !isClosed) running = restart();
    for (const waiting of others) {
      if (isClosed) waiting.reject(new FrontageError('QUERY_PLANNING_FAILED', { cause }));
      else send(waiting);
    }
  }

  function restart(): RunningThread {
    // Whether it starts is told by what happens to the operations that wait for it.
    return startThread(
      () => {},
      () => {},
    );
  }

  function send(waiting: Pending): void {
    running ??= restart();
    pending.set(waiting.order.id, waiting);
    running.worker.postMessage(waiting.order);
    if (pending.size === 1) watchFirst();
  }

  return {
    ready,
    plan(order) {
      if (isClosed)
        return Promise.reject(new FrontageError('QUERY_PLANNING_FAILED', { cause: 'the planner is closed' }));
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => send({ order: { ...order, id }, resolve, reject }));
    },
    async close() {
      isClosed = true;
      abandon('the planner is closed', false);
    },
  };
}
