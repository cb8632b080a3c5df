import cluster, { type Worker } from 'node:cluster';
import { lifecycle } from '../../core/channels.ts';
import { StartError } from '../../core/start-error.ts';
import type { ProcessStatus } from '../../core/status.ts';
import { isStatusReport, type Order } from './worker-messages.ts';

export interface WorkerPoolOptions {
  readonly count: number;
  /** When more than `deaths` workers end by themselves within `withinMs`, no other one is started. */
  readonly deaths?: number;
  readonly withinMs?: number;
}

/** What a worker says of itself, or that it says nothing. */
export type WorkerStatus = ProcessStatus | { readonly pid: number | undefined; readonly silent: true };

export interface WorkerPool {
  /** Resolves when one worker after the other has ended too soon: there is no use in going on. */
  readonly failed: Promise<void>;
  /** Resolves when as many as there are to be listen. */
  readonly complete: Promise<void>;
  status(): Promise<WorkerStatus[]>;
  reload(): void;
  /** Resolves when all have ended. `isDelayed`: they give balancers time first. */
  end(isDelayed: boolean): Promise<void>;
  /** Kills those that are still there. */
  kill(): void;
}

const statusTimeoutMs = 1000;

/**
 * Processes that run the same program as this one and share its port. The first is there before the others are
 * started. Rejects when it ends before that; it has said why. One that ends later is replaced.
 */
export async function createWorkerPool({
  count,
  deaths = 5,
  withinMs = 10_000,
}: WorkerPoolOptions): Promise<WorkerPool> {
  const workers = new Set<Worker>();
  const listening = new Set<Worker>();
  const waiting = new Map<number, (status: ProcessStatus) => void>();
  const endedAtMs: number[] = [];
  let isEnding = false;
  let isGivenUp = false;
  let lastId = 0;
  let fail = (): void => {};
  const failed = new Promise<void>((resolve) => {
    fail = resolve;
  });
  let onComplete = (): void => {};
  const complete = new Promise<void>((resolve) => {
    onComplete = resolve;
  });
  let onEmpty = (): void => {};

  function start(): Worker {
    const worker = cluster.fork();
    workers.add(worker);
    worker.on('message', (message: unknown) => {
      if (isStatusReport(message)) waiting.get(message.id)?.(message.status);
    });
    // A worker that ends while it is told something says so by its exit.
    worker.on('error', () => {});
    worker.once('listening', () => {
      lifecycle.publish({ event: 'worker started', detail: { pid: worker.process.pid } });
      listening.add(worker);
      if (listening.size === count && !isEnding && !isGivenUp) onComplete();
    });
    worker.once('exit', (code, signal) => {
      workers.delete(worker);
      listening.delete(worker);
      if (workers.size === 0) onEmpty();
      if (!isEnding) replace(worker, code, signal);
    });
    return worker;
  }

  function replace(worker: Worker, code: number | null, signal: string | null): void {
    const nowMs = performance.now();
    endedAtMs.push(nowMs);
    const recent = endedAtMs.filter((atMs) => nowMs - atMs < withinMs).length;
    const isReplaced = hasStarted && !isGivenUp && recent <= deaths;
    lifecycle.publish({
      event: 'worker ended',
      detail: { pid: worker.process.pid, code, signal, isReplaced },
    });
    if (isReplaced) start();
    else giveUp(recent);
  }

  function giveUp(recent: number): void {
    // One that ends before it has ever been ready has said why itself.
    if (hasStarted && !isGivenUp) {
      const reason = `${recent} workers have ended by themselves within ${withinMs / 1000} s; ${deaths} are replaced`;
      lifecycle.publish({ event: 'workers given up', detail: { reason } });
    }
    isGivenUp = true;
    fail();
  }

  function tell(worker: Worker, order: Order): void {
    if (worker.isConnected()) worker.send(order, () => {});
  }

  async function ask(worker: Worker): Promise<WorkerStatus> {
    lastId += 1;
    const id = lastId;
    const { pid } = worker.process;
    return new Promise<WorkerStatus>((resolve) => {
      const timer = setTimeout(() => resolve({ pid, silent: true }), statusTimeoutMs);
      waiting.set(id, (status) => {
        clearTimeout(timer);
        resolve(status);
      });
      tell(worker, { order: 'status', id });
    }).finally(() => waiting.delete(id));
  }

  // Workers accept by themselves. What the primary accepts and hands over is lost for good, and its client waits for ever,
  // when the worker dies before it has taken it (Node 20, lib/internal/cluster/round_robin_handle.js).
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  let hasStarted = false;
  const first = start();
  await new Promise<void>((resolve, reject) => {
    first.once('listening', () => resolve());
    void failed.then(() => reject(new StartError({ message: 'a worker has ended before it was ready' })));
  });
  hasStarted = true;
  for (let index = 1; index < count; index += 1) start();

  return {
    failed,
    complete,
    status: () => Promise.all(Array.from(workers, ask)),
    reload() {
      for (const worker of workers) tell(worker, { order: 'reload' });
    },
    end(isDelayed) {
      isEnding = true;
      if (workers.size === 0) return Promise.resolve();
      for (const worker of workers) tell(worker, { order: 'end', isDelayed });
      return new Promise((resolve) => {
        onEmpty = resolve;
      });
    },
    kill() {
      isEnding = true;
      for (const worker of workers) worker.process.kill('SIGKILL');
    },
  };
}
