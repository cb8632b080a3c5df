import { memoryPressure } from '../core/channels.ts';
import { opaqueTag } from '../core/http/entity-tags.ts';

/** Results that clients may still hold. */
export interface DeltaBases {
  /** The text behind an ETag, if this user was sent it. `user`: undefined for an anonymous one. */
  find(user: string | undefined, etag: string): Buffer | undefined;
  keep(user: string | undefined, etag: string, text: Buffer): void;
  close(): void;
}

export interface DeltaBasesOptions {
  /** Of all texts together. Which was used least recently goes first; under memory pressure all go. */
  readonly maxBytes: number;
}

/** Of a text's key and what it takes to keep it. */
const bytesOfEntry = 1024;

/** Each process has its own: after a restart, or at another replica, a client is sent the whole result. */
export function createDeltaBases({ maxBytes }: DeltaBasesOptions): DeltaBases {
  /** In the order of their last use. */
  const texts = new Map<string, Buffer>();
  let bytes = 0;

  function forget(key: string, text: Buffer): void {
    texts.delete(key);
    bytes -= text.length + bytesOfEntry;
  }
  function find(user: string | undefined, etag: string): Buffer | undefined {
    const key = keyOf(user, etag);
    const text = texts.get(key);
    if (text === undefined) return undefined;
    texts.delete(key);
    texts.set(key, text);
    return text;
  }
  function keep(user: string | undefined, etag: string, text: Buffer): void {
    if (find(user, etag) !== undefined || text.length + bytesOfEntry > maxBytes) return;
    // A copy: the Buffer may be a small part of a large one, and would keep all of it.
    const copy = Buffer.allocUnsafeSlow(text.length);
    text.copy(copy);
    texts.set(keyOf(user, etag), copy);
    bytes += text.length + bytesOfEntry;
    for (const [key, oldest] of texts) {
      if (bytes <= maxBytes) break;
      forget(key, oldest);
    }
  }
  function clear(): void {
    texts.clear();
    bytes = 0;
  }
  const unsubscribe = memoryPressure.subscribe(clear);
  return {
    find,
    keep,
    close() {
      unsubscribe();
      clear();
    },
  };
}

/** Compared weakly: an ETag names a result, in whatever form it was sent. */
function keyOf(user: string | undefined, etag: string): string {
  return JSON.stringify([user ?? null, opaqueTag(etag)]);
}
