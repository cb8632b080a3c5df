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

/** Compiles a value; `cancellation`: of all who wait for it. */
type Make<Value> = (cancellation: Cancellation) => Promise<Value>;

/** An estimate of the memory that a value takes. */
type Measure<Value> = (made: Value) => number;

/** Keeps what was compiled for the operations used most recently. */
export interface OperationCache<Value> {
  /** What is kept under the key, once it is made. */
  get(key: string): Value | undefined;
  /** What is made already, by how often it was asked for, the most frequent first. */
  mostUsed(): Value[];
  /**
   * What is kept under the key, or what `make` gives; requests for the same key wait for one `make`. Rejects with what a
   * `make` failed with a short while ago because there is no plan.
   */
  readonly getOrMake: (key: string, measure: Measure<Value>, make: Make<Value>) => Promise<Value>;
  /** The same for a request, which waits as long as `withinDeadline` says. */
  readonly wait: (key: string, measure: Measure<Value>, make: Make<Value>, context: Waiter) => Promise<Value>;
  /** The same as `getOrMake`, for what is never dropped and takes no room from others. */
  readonly keep: (key: string, make: Make<Value>) => Promise<Value>;
}

interface Entry<Value> {
  readonly making: Making<Value>;
  made: Value | undefined;
  uses: number;
  /** 0 until it is made. */
  bytes: number;
}

/** Bounded by entries and by an estimate of bytes; a failed `make` is not kept. */
export function createOperationCache<Value>({
  maxEntries,
  maxBytes,
  failuresKeptMs = 30_000,
}: OperationCacheOptions): OperationCache<Value> {
  const entries = new Map<string, Entry<Value>>();
  const kept = new Map<string, Entry<Value>>();
  const failures = createFailureMemory(failuresKeptMs);
  let totalBytes = 0;

  const remove = (key: string): void => {
    totalBytes -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  };

  const use = (key: string): Entry<Value> | undefined => {
    const lasting = kept.get(key);
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
      [...kept.values(), ...entries.values()]
        .sort((one, other) => other.uses - one.uses)
        .flatMap(({ made }) => (made === undefined ? [] : [made])),
    getOrMake: async (key, measure, make) => making(key, measure, make).value,
    wait: async (key, measure, make, context) => withinDeadline(making(key, measure, make), context),
    keep(key, make) {
      const known = use(key);
      if (known !== undefined && kept.has(key)) return known.making.value;
      remove(key);
      const entry =
        known?.made === undefined
          ? begin(
              make,
              () => {},
              () => kept.delete(key),
            )
          : known;
      kept.set(key, entry);
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
