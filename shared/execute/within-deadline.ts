import { FrontageError } from '../core/errors.ts';

/**
 * What the promise gives, as long as it comes before the deadline, absolute on the clock of `performance.now()`. Rejects
 * with a `FrontageError` GATEWAY_TIMEOUT otherwise; what the promise stands for goes on.
 */
export function withinDeadline<Value>(promise: Promise<Value>, deadlineMs: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const end = (): void => reject(new FrontageError('GATEWAY_TIMEOUT'));
    const timer = setTimeout(end, Math.max(0, deadlineMs - performance.now()));
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
