import { EventEmitter } from 'node:events';
import CircuitBreaker from 'opossum';
import type { BreakerOptions } from '../upstream-options.ts';

const bucketCount = 10;

/** Rotates the windows of several breakers with one timer. */
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

/** The recent outcomes. */
export interface FailureWindow {
  add(isGood: boolean): void;
  counts(): { readonly calls: number; readonly failures: number };
  close(): void;
}

const good = Promise.resolve();
const failed = new Error('failed');

/**
 * Calls `onTooMany` once, synchronously from `add`, when too many calls of the window have failed. Uses an opossum breaker that
 * receives outcomes and does not make the calls: docs/decisions/0019-the-layers-of-a-call.md has the reasons.
 */
export function createFailureWindow(
  { failureRate, minimumCalls, windowMs }: BreakerOptions,
  { emitter }: Rotation,
  onTooMany: () => void,
): FailureWindow {
  const breaker = new CircuitBreaker(
    (isGood: boolean) => {
      // Throws instead of rejecting: the breaker opens before `fire` returns.
      if (!isGood) throw failed;
      return good;
    },
    {
      timeout: false,
      // The circuit decides when calls are allowed again.
      resetTimeout: 2 ** 31 - 1,
      volumeThreshold: minimumCalls,
      // opossum opens above its threshold; this breaker opens at the threshold.
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
      // The rejection is always `failed`.
      breaker.fire(isGood).catch(() => {});
    },
    counts: () => {
      const { fires, failures } = breaker.stats;
      return { calls: fires, failures };
    },
    close: () => breaker.shutdown(),
  };
}
