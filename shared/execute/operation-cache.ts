export interface OperationCacheOptions {
  readonly maxEntries: number;
  readonly maxBytes: number;
}

/** Keeps what was compiled for the operations used most recently. */
export interface OperationCache<Value> {
  /** What is kept under the key, once it is made. */
  get(key: string): Value | undefined;
  /** What is made already, by how often it was asked for, the most frequent first. */
  mostUsed(): Value[];
  /** What is kept under the key, or what `make` gives; requests for the same key wait for one `make`. */
  readonly getOrMake: (key: string, bytes: number, make: () => Promise<Value>) => Promise<Value>;
  /** The same, for what is never dropped and takes no room from others. */
  readonly keep: (key: string, bytes: number, make: () => Promise<Value>) => Promise<Value>;
}

interface Entry<Value> {
  readonly value: Promise<Value>;
  made: Value | undefined;
  uses: number;
  readonly bytes: number;
}

/** Bounded by entries and by an estimate of bytes; a failed `make` is not kept. */
export function createOperationCache<Value>({
  maxEntries,
  maxBytes,
}: OperationCacheOptions): OperationCache<Value> {
  const entries = new Map<string, Entry<Value>>();
  const kept = new Map<string, Entry<Value>>();
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

  return {
    get: (key) => use(key)?.made,
    mostUsed: () =>
      [...kept.values(), ...entries.values()]
        .sort((one, other) => other.uses - one.uses)
        .flatMap(({ made }) => (made === undefined ? [] : [made])),
    getOrMake(key, bytes, make) {
      const known = use(key);
      if (known !== undefined) return known.value;
      const entry = begin(bytes, make, () => {
        if (entries.get(key) === entry) remove(key);
      });
      entries.set(key, entry);
      totalBytes += bytes;
      for (const oldest of entries.keys()) {
        if (entries.size <= maxEntries && totalBytes <= maxBytes) break;
        if (oldest !== key) remove(oldest);
      }
      return entry.value;
    },
    keep(key, bytes, make) {
      const known = use(key);
      if (known !== undefined && kept.has(key)) return known.value;
      remove(key);
      const entry = known?.made === undefined ? begin(bytes, make, () => kept.delete(key)) : known;
      kept.set(key, entry);
      return entry.value;
    },
  };
}

function begin<Value>(bytes: number, make: () => Promise<Value>, onFailed: () => void): Entry<Value> {
  const entry: Entry<Value> = { value: make(), bytes, made: undefined, uses: 1 };
  entry.value.then((made) => {
    entry.made = made;
  }, onFailed);
  return entry;
}
