import type { RequestContext } from '../../core/request-context.ts';
import { UpstreamError } from '../upstream-error.ts';

interface Waiter {
  /** Ends the wait. */
  readonly leave: () => void;
  readonly resolve: () => void;
}

/** Calls that wait to start, in the order of arrival. */
export class CallQueue {
  /** In the order of arrival. */
  readonly #waiters = new Set<Waiter>();

  get length(): number {
    return this.#waiters.size;
  }

  /**
   * Resolves when `startNext` reaches the call. Rejects with an `UpstreamError` when the client disconnects, at the deadline,
   * or after `maxWaitMs`.
   */
  wait({ cancellation, deadlineMs }: RequestContext, maxWaitMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      // Timers of equal durations share a list: avoid fractions.
      const untilDeadlineMs = Math.ceil(deadlineMs - performance.now());
      const fail = (error: UpstreamError): void => {
        waiter.leave();
        reject(error);
      };
      const onCancel = (): void =>
        fail(new UpstreamError('SUBGRAPH_UNAVAILABLE', { cause: 'the client disconnected' }));
      const onTime = (): void =>
        fail(
          untilDeadlineMs <= maxWaitMs
            ? new UpstreamError('GATEWAY_TIMEOUT', { cause: 'the deadline passed while the call was queued' })
            : new UpstreamError('SUBGRAPH_OVERLOADED', { cause: `queued for ${maxWaitMs} ms` }),
        );
      const timer = setTimeout(onTime, Math.max(0, Math.min(untilDeadlineMs, maxWaitMs)));
      const waiter: Waiter = {
        resolve,
        leave: () => {
          clearTimeout(timer);
          cancellation.remove(onCancel);
          this.#waiters.delete(waiter);
        },
      };
      this.#waiters.add(waiter);
      cancellation.add(onCancel);
      if (cancellation.isCancelled) onCancel();
    });
  }

  /** Starts the call that has waited longest. */
  startNext(): void {
    for (const waiter of this.#waiters) {
      waiter.leave();
      waiter.resolve();
      return;
    }
  }
}
