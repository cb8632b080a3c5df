import type { OutgoingResponse } from '../core/http/http-messages.ts';

/** An answer that is kept, and for how long it is of use. */
export interface StoredResponse {
  readonly answer: OutgoingResponse;
  /** It may be given to others as if it were new. */
  readonly freshMs: number;
  /** It may be given after that when there is no better one. */
  readonly staleIfErrorMs: number;
}

export interface FoundResponse extends StoredResponse {
  readonly ageMs: number;
}

/** Keeps whole answers in memory. */
export interface ResponseStore {
  /** Undefined where there is none, or one that is of no use any more. */
  find(key: string): FoundResponse | undefined;
  keep(key: string, kept: StoredResponse): void;
  /** Forgets everything: memory is needed elsewhere. */
  clear(): void;
  /** Of what is kept, and what it takes to keep it. */
  readonly bytes: number;
}

export interface ResponseStoreOptions {
  /** What was used least recently goes first. */
  readonly maxBytes: number;
  /** Milliseconds of a clock that is never set back. */
  now(): number;
}

interface Entry extends StoredResponse {
  readonly bytes: number;
  readonly keptAtMs: number;
}

/** Of the objects around a body. */
const bytesOfEntry = 2000;

/** A compressed form is kept beside the body if it has half its bytes at most; there are two kinds. */
const bodiesOfEntry = 2;

export function createResponseStore({ maxBytes, now }: ResponseStoreOptions): ResponseStore {
  /** In the order of their last use. */
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
      const ageMs = now() - entry.keptAtMs;
      if (ageMs >= entry.freshMs + entry.staleIfErrorMs) {
        remove(key, entry);
        return undefined;
      }
      entries.delete(key);
      entries.set(key, entry);
      const { answer, freshMs, staleIfErrorMs } = entry;
      return { answer, freshMs, staleIfErrorMs, ageMs };
    },
    keep(key, kept) {
      const previous = entries.get(key);
      if (previous !== undefined) remove(key, previous);
      const { body } = kept.answer;
      const size = bodiesOfEntry * body.byteLength + 2 * key.length + bytesOfEntry;
      if (size > maxBytes || kept.freshMs <= 0) return;
      entries.set(key, { ...kept, bytes: size, keptAtMs: now() });
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
