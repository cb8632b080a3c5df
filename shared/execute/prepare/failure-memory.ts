import type { FrontageError } from '../../core/errors.ts';

/** Stores failures for a limited time. */
export interface FailureMemory {
  get(key: string): FrontageError | undefined;
  add(key: string, error: FrontageError): void;
}

interface Failure {
  readonly error: FrontageError;
  readonly untilMs: number;
}

const maxEntries = 1000;

/** `now`: the ms of a monotonic clock. */
export function createFailureMemory(
  retentionMs: number,
  now: () => number = () => performance.now(),
): FailureMemory {
  const failures = new Map<string, Failure>();
  return {
    get(key) {
      const failure = failures.get(key);
      if (failure === undefined || now() < failure.untilMs) return failure?.error;
      failures.delete(key);
      return undefined;
    },
    add(key, error) {
      failures.delete(key);
      failures.set(key, { error, untilMs: now() + retentionMs });
      // The oldest entries expire first.
      for (const oldest of failures.keys()) {
        if (failures.size <= maxEntries) break;
        failures.delete(oldest);
      }
    },
  };
}
