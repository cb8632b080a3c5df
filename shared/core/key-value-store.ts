/** Keeps bytes for a while. A store that is away has nothing and takes nothing: none of these rejects. */
export interface KeyValueStore {
  get(key: string): Promise<Buffer | undefined>;
  /** Resolves when it was kept or given up. */
  set(key: string, value: Buffer, ttlMs: number): Promise<void>;
  close(): Promise<void>;
}
