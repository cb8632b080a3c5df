/** Stores bytes for a limited time. An unavailable store returns and accepts no values; no method rejects. */
export interface KeyValueStore {
  get(key: string): Promise<Buffer | undefined>;
  /** Resolves when the value is stored or dropped. */
  set(key: string, value: Buffer, ttlMs: number): Promise<void>;
  close(): Promise<void>;
}
