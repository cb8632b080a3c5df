import { memoryPressure } from '../core/channels.ts';
import { opaqueTag } from '../core/http/entity-tags.ts';

/** The stored results to which deltas may refer. */
export interface DeltaBases {
  /** Returns the text with an ETag, if it was sent to this user. `user`: undefined for an anonymous one. */
  find(user: string | undefined, etag: string): Buffer | undefined;
  store(user: string | undefined, etag: string, text: Buffer): void;
  close(): void;
}

export interface DeltaBasesOptions {
  /**
   * The maximum size of all texts. The least recently used are evicted first; under memory pressure, all are removed.
   */
  readonly maxBytes: number;
}

/** The size of the key of a text and of the overhead of its entry. */
const bytesOfEntry = 1024;

/**
 * Creates the store. It is local to the process: after a restart, and from another replica, a client gets the whole
 * result.
 */
export function createDeltaBases({ maxBytes }: DeltaBasesOptions): DeltaBases {
  /** The texts in the order of their last use. */
  const texts = new Map<string, Buffer>();
  let bytes = 0;

  function remove(key: string, text: Buffer): void {
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
  function store(user: string | undefined, etag: string, text: Buffer): void {
    if (find(user, etag) !== undefined || text.length + bytesOfEntry > maxBytes) return;
    // A copy: the Buffer may be a small slice of a large one, and would retain all of it.
    const copy = Buffer.allocUnsafeSlow(text.length);
    text.copy(copy);
    texts.set(keyOf(user, etag), copy);
    bytes += text.length + bytesOfEntry;
    for (const [key, oldest] of texts) {
      if (bytes <= maxBytes) break;
      remove(key, oldest);
    }
  }
  function clear(): void {
    texts.clear();
    bytes = 0;
  }
  const unsubscribe = memoryPressure.subscribe(clear);
  return {
    find,
    store,
    close() {
      unsubscribe();
      clear();
    },
  };
}

/** ETags are compared weakly: an ETag identifies a result, regardless of the form in which it was sent. */
function keyOf(user: string | undefined, etag: string): string {
  return JSON.stringify([user ?? null, opaqueTag(etag)]);
}
