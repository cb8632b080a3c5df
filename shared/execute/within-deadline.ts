import { FrontageError } from '../core/errors.ts';
import type { RequestContext } from '../core/request-context.ts';
import { Cancellation } from '../core/runtime/cancellation.ts';

/** The part of a request's context that `withinDeadline` needs. */
export type Waiter = Pick<RequestContext, 'deadlineMs' | 'cancellation'>;

/** A value in the making, for all requests that wait for it. */
export class Making<Value> {
  readonly value: Promise<Value>;
  /** Cancelled when all waiting requests have gone. */
  readonly cancellation = new Cancellation();
  #waiting = 0;

  constructor(make: (cancellation: Cancellation) => Promise<Value>) {
    this.value = make(this.cancellation);
  }

  enter(): void {
    this.#waiting += 1;
  }

  leave(): void {
    this.#waiting -= 1;
    if (this.#waiting === 0) this.cancellation.cancel();
  }
}

/**
 * Resolves with the value if it is made before the deadline of the request and before the client goes away. Rejects with a
 * `FrontageError` GATEWAY_TIMEOUT otherwise; the value is still made as long as another request waits for it.
 */
export function withinDeadline<Value>(
  making: Making<Value>,
  { deadlineMs, cancellation }: Waiter,
): Promise<Value> {
  making.enter();
  return new Promise((resolve, reject) => {
    function end(): void {
      release();
      reject(new FrontageError('GATEWAY_TIMEOUT'));
      making.leave();
    }
    function release(): void {
      clearTimeout(timer);
      cancellation.remove(end);
    }
    const timer = setTimeout(end, Math.max(0, deadlineMs - performance.now()));
    cancellation.add(end);
    if (cancellation.isCancelled) return end();
    making.value.then(resolve, reject).finally(release);
  });
}
