import type { RequestContext } from '../../core/request-context.ts';
import { UpstreamError } from '../upstream-error.ts';

interface Waiter {
  /** Ends the wait in either way. */
  readonly leave: () => void;
  readonly resolve: () => void;
}

/** Calls that wait for a place, first come, first served. */
export class WaitingLine {
  /** In the order of arrival. */
  readonly #waiters = new Set<Waiter>();

  get length(): number {
    return this.#waiters.size;
  }

  /**
   * Resolves when `letNext` has its turn; rejects with an `UpstreamError` when the client goes away, at the deadline or
   * after `maxWaitMs`.
   */
  wait({ cancellation, deadlineMs }: RequestContext, maxWaitMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      // Timers of equal durations share a list: no fractions.
      const untilDeadlineMs = Math.ceil(deadlineMs - performance.now());
      const fail = (error: UpstreamError): void => {
        waiter.leave();
        reject(error);
      };
      const onCancel = (): void =>
        fail(new UpstreamError('SUBGRAPH_UNAVAILABLE', { cause: 'the client has gone' }));
      const onTime = (): void =>
        fail(
          untilDeadlineMs <= maxWaitMs
            ? new UpstreamError('GATEWAY_TIMEOUT', { cause: 'the deadline came while it waited for a place' })
            : new UpstreamError('SUBGRAPH_OVERLOADED', { cause: `waited ${maxWaitMs} ms for a place` }),
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

  /** The one that has waited longest goes on. */
  letNext(): void {
    for (const waiter of this.#waiters) {
      waiter.leave();
      waiter.resolve();
      return;
    }
  }
}
