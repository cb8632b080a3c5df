import type { ProcessStatus } from '../../core/status.ts';
import { isOrder, type StatusReport } from './worker-messages.ts';

export interface Worker {
  /** Undefined before it has started. */
  status(): ProcessStatus | undefined;
  reload(): void;
  end(isDelayed: boolean): void;
}

/**
 * Lets this process, a worker, do what the primary says. Signals are the primary's business: a terminal and a service
 * manager send them to all processes of a group, and the primary passes them on. Without a primary Node ends a worker.
 */
export function obeyPrimary(worker: Worker): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
  process.on('message', (message: unknown) => {
    if (!isOrder(message)) return;
    if (message.order === 'end') worker.end(message.isDelayed);
    else if (message.order === 'reload') worker.reload();
    else tell(message.id, worker.status());
  });
}

function tell(id: number, status: ProcessStatus | undefined): void {
  if (status === undefined) return;
  const report: StatusReport = { report: 'status', id, status };
  process.send?.(report);
}
