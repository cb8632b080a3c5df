import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { FrontageError } from '../core/errors.ts';
import type { PlannerMessage, PlannerStart, PlanOrder } from './planner-messages.ts';

type Planned = Extract<PlannerMessage, { kind: 'planned' }>['plan'];

interface Pending {
  readonly order: PlanOrder;
  readonly resolve: (plan: Planned) => void;
  readonly reject: (error: unknown) => void;
  /** Undefined while the thread is starting. */
  timer: NodeJS.Timeout | undefined;
}

export interface PlanningThread {
  readonly ready: Promise<void>;
  plan(order: Omit<PlanOrder, 'id'>): Promise<Planned>;
  close(): Promise<void>;
}

/** A thread that plans one operation after the other; one that takes too long is ended with its operation. */
export function createPlanningThread(start: PlannerStart, timeoutMs: number): PlanningThread {
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let isClosed = false;
  let worker = startWorker();

  function startWorker(): { thread: Worker; ready: Promise<void> } {
    const thread = new Worker(new URL(`./planner-worker${extname(import.meta.url)}`, import.meta.url), {
      workerData: start,
    });
    // Nobody waits for a plan when nothing else keeps the process alive.
    thread.unref();
    const ready = new Promise<void>((resolve, reject) => {
      thread.on('message', (message: PlannerMessage) => {
        if (message.kind === 'ready') resolve();
        else settle(message);
      });
      thread.on('error', (error) => {
        reject(error);
        abandon(error);
      });
    });
    return { thread, ready };
  }

  function settle(message: Exclude<PlannerMessage, { kind: 'ready' }>): void {
    const waiting = pending.get(message.id);
    if (waiting === undefined) return;
    pending.delete(message.id);
    clearTimeout(waiting.timer);
    if (message.kind === 'planned') waiting.resolve(message.plan);
    else waiting.reject(new FrontageError('QUERY_PLANNING_FAILED', { cause: message.reason }));
  }

  /** The thread is gone or must go: who waited gets an error, who was queued behind the culprit a new thread. */
  function abandon(cause: unknown, culprit?: number): void {
    const orders = [...pending.values()];
    pending.clear();
    const { thread } = worker;
    thread.removeAllListeners();
    void thread.terminate();
    if (!isClosed) worker = startWorker();
    for (const { order, resolve, reject, timer } of orders) {
      clearTimeout(timer);
      if (culprit === undefined || order.id === culprit || isClosed) {
        reject(new FrontageError('QUERY_PLANNING_FAILED', { cause }));
      } else send(order, resolve, reject);
    }
  }

  function send(order: PlanOrder, resolve: Pending['resolve'], reject: Pending['reject']): void {
    const waiting: Pending = { order, resolve, reject, timer: undefined };
    pending.set(order.id, waiting);
    const { thread, ready } = worker;
    thread.postMessage(order);
    // A thread that starts anew takes seconds on a busy machine, which are not the operation's fault.
    ready.then(
      () => {
        if (pending.get(order.id) !== waiting) return;
        waiting.timer = setTimeout(
          () => abandon(`planning took more than ${timeoutMs} ms`, order.id),
          timeoutMs,
        );
      },
      // Whoever waits is told by `abandon`.
      () => {},
    );
  }

  return {
    ready: worker.ready,
    plan(order) {
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => send({ ...order, id }, resolve, reject));
    },
    async close() {
      isClosed = true;
      abandon('the process ends');
    },
  };
}
