import { EventEmitter } from 'node:events';
import CircuitBreaker from 'opossum';
import type { BreakerOptions } from '../upstream-options.ts';

const bucketCount = 10;

/** What moves the windows of several breakers on, with one timer. */
export interface Rotation {
  readonly emitter: EventEmitter;
  close(): void;
}

export function createRotation(windowMs: number): Rotation {
  // One listener for each window.
  const emitter = new EventEmitter().setMaxListeners(0);
  const timer = setInterval(() => emitter.emit('rotate'), windowMs / bucketCount).unref();
  return { emitter, close: () => clearInterval(timer) };
}

/** Outcomes of the last while. */
export interface FailureWindow {
  add(isGood: boolean): void;
  counts(): { readonly calls: number; readonly failures: number };
  close(): void;
}

const good = Promise.resolve();
const failed = new Error('failed');

/**
 * Calls `onTooMany` from within `add`, once, when enough of the calls of the window have failed. It is an opossum breaker
 * that is told outcomes, not one that makes the calls: docs/decisions/0019-the-layers-of-a-call.md says why.
 */
export function createFailureWindow(
  { failureRate, minimumCalls, windowMs }: BreakerOptions,
  { emitter }: Rotation,
  onTooMany: () => void,
): FailureWindow {
  const breaker = new CircuitBreaker(
    (isGood: boolean) => {
      // Thrown, not rejected: what follows from it follows before `fire` returns.
      if (!isGood) throw failed;
      return good;
    },
    {
      timeout: false,
      // When calls are let through again is not its to say.
      resetTimeout: 2 ** 31 - 1,
      volumeThreshold: minimumCalls,
      // It opens above its threshold, we do from ours on.
      errorThresholdPercentage: failureRate * 100 - 1e-9,
      rollingCountTimeout: windowMs,
      rollingCountBuckets: bucketCount,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
      rotateBucketController: emitter,
    },
  );
  breaker.once('open', onTooMany);
  return {
    add(isGood) {
      // The rejection is our own `failed`.
      breaker.fire(isGood).catch(() => {});
    },
    counts: () => {
      const { fires, failures } = breaker.stats;
      return { calls: fires, failures };
    },
    close: () => breaker.shutdown(),
  };
}
