import type { ProcessStatus } from '../../core/status.ts';
import { isOrder, type StatusReport } from './worker-messages.ts';

export interface Worker {
  /** Undefined before the worker has started. */
  status(): ProcessStatus | undefined;
  reload(): void;
  end(isDelayed: boolean): void;
}

/**
 * Makes this process, a worker, follow the orders of the primary. The worker ignores signals: a terminal and a service
 * manager send them to all processes of a group, and the primary passes them on. Node ends a worker without a primary.
 */
export function obeyPrimary(worker: Worker): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
  process.on('message', (message: unknown) => {
    if (!isOrder(message)) return;
    if (message.order === 'end') worker.end(message.isDelayed);
    else if (message.order === 'reload') worker.reload();
    else sendStatus(message.id, worker.status());
  });
}

function sendStatus(id: number, status: ProcessStatus | undefined): void {
  if (status === undefined) return;
  const report: StatusReport = { report: 'status', id, status };
  process.send?.(report);
}
