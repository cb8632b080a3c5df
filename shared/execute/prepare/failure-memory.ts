import type { FrontageError } from '../../core/errors.ts';

/** Remembers for a while that something failed. */
export interface FailureMemory {
  get(key: string): FrontageError | undefined;
  add(key: string, error: FrontageError): void;
}

interface Failure {
  readonly error: FrontageError;
  readonly untilMs: number;
}

const maxEntries = 1000;

/** `now`: ms of any clock that goes on. */
export function createFailureMemory(
  keptMs: number,
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
      failures.set(key, { error, untilMs: now() + keptMs });
      // The oldest are over first.
      for (const oldest of failures.keys()) {
        if (failures.size <= maxEntries) break;
        failures.delete(oldest);
      }
    },
  };
}
