/** Caches the most recently used values up to a number of bytes. */
export interface BytesLru<Value> {
  get(key: string): Value | undefined;
  /** `bytes`: an estimate. A value that alone exceeds the bound is not cached. */
  set(key: string, value: Value, bytes: number): void;
}

interface Entry<Value> {
  readonly value: Value;
  readonly bytes: number;
}

/** The overhead of an entry: the key and its slot in the map. */
const bytesPerEntry = 200;

export function createBytesLru<Value>(maxBytes: number): BytesLru<Value> {
  // Insertion order is the order of use.
  const entries = new Map<string, Entry<Value>>();
  let total = 0;

  function remove(key: string): void {
    total -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  }

  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, valueBytes) {
      const bytes = valueBytes + bytesPerEntry;
      remove(key);
      if (bytes > maxBytes) return;
      entries.set(key, { value, bytes });
      total += bytes;
      for (const oldest of entries.keys()) {
        if (total <= maxBytes) break;
        remove(oldest);
      }
    },
  };
}
