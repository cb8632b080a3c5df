import type { ProcessStatus } from '../../core/status.ts';

/** What the primary process tells a worker. */
export type Order =
  /** `isDelayed`: as on SIGTERM, with time for balancers. */
  | { readonly order: 'end'; readonly isDelayed: boolean }
  | { readonly order: 'reload' }
  | { readonly order: 'status'; readonly id: number };

/** What a worker answers. */
export interface StatusReport {
  readonly report: 'status';
  /** Of the order. */
  readonly id: number;
  readonly status: ProcessStatus;
}

export function isOrder(message: unknown): message is Order {
  return typeof message === 'object' && message !== null && 'order' in message;
}

export function isStatusReport(message: unknown): message is StatusReport {
  return typeof message === 'object' && message !== null && 'report' in message;
}
