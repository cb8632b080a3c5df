import type { WholeResponse } from '../core/http/http-messages.ts';

/** A cached response and its lifetime. */
export interface StoredResponse {
  readonly response: WholeResponse;
  /** How long it may be returned like a new response. */
  readonly freshMs: number;
  /** How long after that it may replace a failure. */
  readonly staleIfErrorMs: number;
}

export interface FoundResponse extends StoredResponse {
  readonly ageMs: number;
}

/** Caches whole responses in memory. */
export interface ResponseStore {
  /** Returns undefined if there is no response, or only an expired one. */
  find(key: string): FoundResponse | undefined;
  set(key: string, stored: StoredResponse): void;
  /** Removes all entries, under memory pressure. */
  clear(): void;
  /** The size of the stored responses, including overhead. */
  readonly bytes: number;
}

export interface ResponseStoreOptions {
  /** The maximum size. The least recently used responses are evicted first. */
  readonly maxBytes: number;
  /** Milliseconds of a monotonic clock. */
  now(): number;
}

interface Entry extends StoredResponse {
  readonly bytes: number;
  readonly storedAtMs: number;
}

/** The size of the objects around a body. */
const bytesOfEntry = 2000;

/** A compressed form is stored with the body if it has at most half of its bytes; there are two kinds. */
const bodiesOfEntry = 2;

export function createResponseStore({ maxBytes, now }: ResponseStoreOptions): ResponseStore {
  /** The entries in the order of their last use. */
  const entries = new Map<string, Entry>();
  let bytes = 0;

  function remove(key: string, entry: Entry): void {
    entries.delete(key);
    bytes -= entry.bytes;
  }

  return {
    find(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      const ageMs = now() - entry.storedAtMs;
      if (ageMs >= entry.freshMs + entry.staleIfErrorMs) {
        remove(key, entry);
        return undefined;
      }
      entries.delete(key);
      entries.set(key, entry);
      const { response, freshMs, staleIfErrorMs } = entry;
      return { response, freshMs, staleIfErrorMs, ageMs };
    },
    set(key, stored) {
      const previous = entries.get(key);
      if (previous !== undefined) remove(key, previous);
      const { body } = stored.response;
      const size = bodiesOfEntry * body.byteLength + 2 * key.length + bytesOfEntry;
      if (size > maxBytes || stored.freshMs <= 0) return;
      entries.set(key, { ...stored, bytes: size, storedAtMs: now() });
      bytes += size;
      for (const [oldest, entry] of entries) {
        if (bytes <= maxBytes) break;
        remove(oldest, entry);
      }
    },
    clear() {
      entries.clear();
      bytes = 0;
    },
    get bytes() {
      return bytes;
    },
  };
}
