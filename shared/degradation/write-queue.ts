import type { KeyValueStore } from '../core/key-value-store.ts';

/** Writes values one after another in the background. */
export interface WriteQueue {
  /** Returns false if the queue is full: the value is stored the next time that it is read. */
  add(key: string, value: Buffer, ttlMs: number): boolean;
  /** Accepts no more values; resolves when all accepted values are written or dropped by the store. */
  close(): Promise<void>;
}

const maxWaiting = 1000;
const maxWaitingBytes = 16 * 1024 * 1024;
const maxAtOnce = 8;

interface Write {
  readonly key: string;
  readonly value: Buffer;
  readonly ttlMs: number;
}

/** Writing starts after the current work of the event loop, so no request waits for it. */
export function createWriteQueue(store: KeyValueStore): WriteQueue {
  const waiting: Write[] = [];
  let bytes = 0;
  let isClosed = false;
  let atOnce = 0;
  let idle: (() => void) | undefined;

  async function work(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      bytes -= next.value.length;
      await store.set(next.key, next.value, next.ttlMs);
    }
    atOnce -= 1;
    if (atOnce === 0) idle?.();
  }

  return {
    add(key, value, ttlMs) {
      if (isClosed || waiting.length >= maxWaiting || bytes + value.length > maxWaitingBytes) return false;
      waiting.push({ key, value, ttlMs });
      bytes += value.length;
      if (atOnce < maxAtOnce) {
        atOnce += 1;
        setImmediate(() => void work());
      }
      return true;
    },
    close() {
      isClosed = true;
      return atOnce === 0 ? Promise.resolve() : new Promise((resolve) => (idle = resolve));
    },
  };
}
