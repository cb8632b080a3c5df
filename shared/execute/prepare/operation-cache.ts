import { FrontageError } from '../../core/errors.ts';
import type { Cancellation } from '../../core/runtime/cancellation.ts';
import { Making, type Waiter, withinDeadline } from '../within-deadline.ts';
import { createFailureMemory } from './failure-memory.ts';

export interface OperationCacheOptions {
  readonly maxEntries: number;
  readonly maxBytes: number;
  /** How long an operation without a plan is remembered, in ms. */
  readonly failuresKeptMs?: number;
}

/** Compiles a value. `cancellation`: cancelled when no request waits for the value any more. */
type Make<Value> = (cancellation: Cancellation) => Promise<Value>;

/** An estimate of the memory that a value takes. */
type Measure<Value> = (made: Value) => number;

/** Caches what was compiled for the most recently used operations. */
export interface OperationCache<Value> {
  /** The cached value, if it is compiled. */
  get(key: string): Value | undefined;
  /** The compiled values, the most frequently requested first. */
  mostUsed(): Value[];
  /**
   * Returns the cached value, or the result of `make`; requests for the same key wait for one `make`. Rejects with the error
   * of a recent `make` that found no plan.
   */
  readonly getOrMake: (key: string, measure: Measure<Value>, make: Make<Value>) => Promise<Value>;
  /** The same for a request, which waits no longer than `withinDeadline` allows. */
  readonly wait: (key: string, measure: Measure<Value>, make: Make<Value>, context: Waiter) => Promise<Value>;
  /** The same as `getOrMake` for a value that is never evicted and does not count against the bounds. */
  readonly pin: (key: string, make: Make<Value>) => Promise<Value>;
}

interface Entry<Value> {
  readonly making: Making<Value>;
  made: Value | undefined;
  uses: number;
  /** 0 until the value is compiled. */
  bytes: number;
}

/** Creates a cache that is bounded by entries and by an estimate of bytes. A failed `make` is not cached. */
export function createOperationCache<Value>({
  maxEntries,
  maxBytes,
  failuresKeptMs = 30_000,
}: OperationCacheOptions): OperationCache<Value> {
  const entries = new Map<string, Entry<Value>>();
  const pinned = new Map<string, Entry<Value>>();
  const failures = createFailureMemory(failuresKeptMs);
  let totalBytes = 0;

  const remove = (key: string): void => {
    totalBytes -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  };

  const use = (key: string): Entry<Value> | undefined => {
    const lasting = pinned.get(key);
    if (lasting !== undefined) {
      lasting.uses += 1;
      return lasting;
    }
    const known = entries.get(key);
    if (known !== undefined) {
      // Insertion order is the order of use.
      entries.delete(key);
      entries.set(key, known);
      known.uses += 1;
    }
    return known;
  };

  function making(key: string, measure: Measure<Value>, make: Make<Value>): Making<Value> {
    const known = use(key);
    if (known !== undefined) return known.making;
    const failure = failures.get(key);
    if (failure !== undefined) throw failure;
    const entry = begin(
      make,
      (made) => {
        if (entries.get(key) !== entry) return;
        entry.bytes = measure(made);
        totalBytes += entry.bytes;
        makeRoom(key);
      },
      (error) => {
        if (entries.get(key) === entry) remove(key);
        if (error instanceof FrontageError && error.code === 'QUERY_PLANNING_FAILED')
          failures.add(key, error);
      },
    );
    entries.set(key, entry);
    makeRoom(key);
    return entry.making;
  }

  function makeRoom(added: string): void {
    for (const oldest of entries.keys()) {
      if (entries.size <= maxEntries && totalBytes <= maxBytes) break;
      if (oldest !== added) remove(oldest);
    }
  }

  return {
    get: (key) => use(key)?.made,
    mostUsed: () =>
      [...pinned.values(), ...entries.values()]
        .sort((one, other) => other.uses - one.uses)
        .flatMap(({ made }) => (made === undefined ? [] : [made])),
    getOrMake: async (key, measure, make) => making(key, measure, make).value,
    wait: async (key, measure, make, context) => withinDeadline(making(key, measure, make), context),
    pin(key, make) {
      const known = use(key);
      if (known !== undefined && pinned.has(key)) return known.making.value;
      remove(key);
      const entry =
        known?.made === undefined
          ? begin(
              make,
              () => {},
              () => pinned.delete(key),
            )
          : known;
      pinned.set(key, entry);
      return entry.making.value;
    },
  };
}

function begin<Value>(
  make: Make<Value>,
  onMade: (made: Value) => void,
  onFailed: (error: unknown) => void,
): Entry<Value> {
  const entry: Entry<Value> = { making: new Making(make), bytes: 0, made: undefined, uses: 1 };
  entry.making.value.then((made) => {
    entry.made = made;
    onMade(made);
  }, onFailed);
  return entry;
}
