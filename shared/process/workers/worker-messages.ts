import type { ProcessStatus } from '../../core/status.ts';

/** A message from the primary process to a worker. */
export type Order =
  /** `isDelayed`: as on SIGTERM, with time for load balancers. */
  | { readonly order: 'end'; readonly isDelayed: boolean }
  | { readonly order: 'reload' }
  | { readonly order: 'status'; readonly id: number };

/** The response of a worker to a `status` order. */
export interface StatusReport {
  readonly report: 'status';
  /** The id of the order. */
  readonly id: number;
  readonly status: ProcessStatus;
}

export function isOrder(message: unknown): message is Order {
  return typeof message === 'object' && message !== null && 'order' in message;
}

export function isStatusReport(message: unknown): message is StatusReport {
  return typeof message === 'object' && message !== null && 'report' in message;
}
