import cluster, { type Worker } from 'node:cluster';
import { lifecycle } from '../../core/channels.ts';
import { StartError } from '../../core/start-error.ts';
import type { ProcessStatus } from '../../core/status.ts';
import { isStatusReport, type Order } from './worker-messages.ts';

export interface WorkerPoolOptions {
  readonly count: number;
  /** If more than `deaths` workers exit unexpectedly within `withinMs`, no more workers are started. */
  readonly deaths?: number;
  readonly withinMs?: number;
}

/** The status that a worker reports, or `silent` if it does not respond. */
export type WorkerStatus = ProcessStatus | { readonly pid: number | undefined; readonly silent: true };

export interface WorkerPool {
  /** Resolves when the pool gives up: workers keep exiting soon after they were started. */
  readonly failed: Promise<void>;
  /** Resolves when `count` workers are listening. */
  readonly complete: Promise<void>;
  status(): Promise<WorkerStatus[]>;
  reload(): void;
  /** Resolves when all workers have exited. `isDelayed`: they first wait for load balancers. */
  end(isDelayed: boolean): Promise<void>;
  /** Kills the remaining workers. */
  kill(): void;
}

const statusTimeoutMs = 1000;

/**
 * Starts processes that run the same program as this one and share its port. The others are started when the first one
 * is listening. Rejects if the first one exits before that; it has reported the reason. A worker that exits later is
 * replaced.
 */
export async function createWorkerPool({
  count,
  deaths = 5,
  withinMs = 10_000,
}: WorkerPoolOptions): Promise<WorkerPool> {
  const workers = new Set<Worker>();
  const listening = new Set<Worker>();
  const pendingStatus = new Map<number, (status: ProcessStatus) => void>();
  const exitedAtMs: number[] = [];
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
  let onAllExited = (): void => {};

  function start(): Worker {
    const worker = cluster.fork();
    workers.add(worker);
    worker.on('message', (message: unknown) => {
      if (isStatusReport(message)) pendingStatus.get(message.id)?.(message.status);
    });
    // If a worker exits while a message is sent to it, its `exit` event is handled.
    worker.on('error', () => {});
    worker.once('listening', () => {
      lifecycle.publish({ event: 'worker started', detail: { pid: worker.process.pid } });
      listening.add(worker);
      if (listening.size === count && !isEnding && !isGivenUp) onComplete();
    });
    worker.once('exit', (code, signal) => {
      workers.delete(worker);
      listening.delete(worker);
      if (workers.size === 0) onAllExited();
      if (!isEnding) replace(worker, code, signal);
    });
    return worker;
  }

  function replace(worker: Worker, code: number | null, signal: string | null): void {
    const nowMs = performance.now();
    exitedAtMs.push(nowMs);
    const recent = exitedAtMs.filter((atMs) => nowMs - atMs < withinMs).length;
    const isReplaced = hasStarted && !isGivenUp && recent <= deaths;
    lifecycle.publish({
      event: 'worker ended',
      detail: { pid: worker.process.pid, code, signal, isReplaced },
    });
    if (isReplaced) start();
    else giveUp(recent);
  }

  function giveUp(recent: number): void {
    // A first worker that exits before it was ready has reported the reason itself.
    if (hasStarted && !isGivenUp) {
      const reason = `${recent} workers exited unexpectedly within ${withinMs / 1000} s; ${deaths} are replaced`;
      lifecycle.publish({ event: 'workers given up', detail: { reason } });
    }
    isGivenUp = true;
    fail();
  }

  function sendOrder(worker: Worker, order: Order): void {
    if (worker.isConnected()) worker.send(order, () => {});
  }

  async function requestStatus(worker: Worker): Promise<WorkerStatus> {
    lastId += 1;
    const id = lastId;
    const { pid } = worker.process;
    return new Promise<WorkerStatus>((resolve) => {
      const timer = setTimeout(() => resolve({ pid, silent: true }), statusTimeoutMs);
      pendingStatus.set(id, (status) => {
        clearTimeout(timer);
        resolve(status);
      });
      sendOrder(worker, { order: 'status', id });
    }).finally(() => pendingStatus.delete(id));
  }

  // Workers accept connections themselves. A connection that the primary accepts and hands over is lost, and its client
  // waits for ever, if the worker dies before it has taken it (Node 20, lib/internal/cluster/round_robin_handle.js).
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  let hasStarted = false;
  const first = start();
  await new Promise<void>((resolve, reject) => {
    first.once('listening', () => resolve());
    void failed.then(() => reject(new StartError({ message: 'a worker exited before it was ready' })));
  });
  hasStarted = true;
  for (let index = 1; index < count; index += 1) start();

  return {
    failed,
    complete,
    status: () => Promise.all(Array.from(workers, requestStatus)),
    reload() {
      for (const worker of workers) sendOrder(worker, { order: 'reload' });
    },
    end(isDelayed) {
      isEnding = true;
      if (workers.size === 0) return Promise.resolve();
      for (const worker of workers) sendOrder(worker, { order: 'end', isDelayed });
      return new Promise((resolve) => {
        onAllExited = resolve;
      });
    },
    kill() {
      isEnding = true;
      for (const worker of workers) worker.process.kill('SIGKILL');
    },
  };
}
