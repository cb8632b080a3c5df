import { createHash } from 'node:crypto';
import { parseJson, stringifyJson } from '../core/json/exact-json.ts';
import type { KeyValueStore } from '../core/key-value-store.ts';
import { createWriteQueue } from './write-queue.ts';

/** A value of an earlier response. */
export interface RememberedValue {
  readonly value: unknown;
  readonly ageMs: number;
}

/** Stores the last good values. The cache partition is part of the key. */
export interface LastGood {
  /** Whether the value under the key is old enough to be written again. `maxAgeMs`: how long it is usable. */
  isDue(key: string, maxAgeMs: number): boolean;
  /** Copies the current value and stores it in the background if it is different or due. */
  remember(key: string, value: unknown, maxAgeMs: number): void;
  /** Returns one entry for each key; undefined if there is no value or it is older than `maxAgeMs`. Never rejects. */
  recall(keys: readonly string[], maxAgeMs: number): Promise<readonly (RememberedValue | undefined)[]>;
}

export interface LastGoodOptions {
  readonly store: KeyValueStore;
  /** Milliseconds since 1970, because processes that share a store compare times. */
  readonly now?: () => number;
}

export interface LastGoodStore extends LastGood {
  /** Resolves when all writes in progress are done. The owner closes the store. */
  close(): Promise<void>;
}

/** The state of a value that this process has written. */
interface Written {
  readonly digest: string;
  readonly writtenMs: number;
  lookedAtMs: number;
}

const maxKnown = 20_000;

/** The minimum interval between checks of a value: a share of its maximum age, within these bounds. */
const longestUnlookedMs = 1000;
const longestUnwrittenMs = 10 * 60_000;
const shareOfAge = 10;

/**
 * Stores values as JSON with the time at which they were read. An unchanged value is written again after a tenth of its
 * maximum age, at most ten minutes: it may appear older than it is by this much.
 */
export function createLastGood({ store, now = Date.now }: LastGoodOptions): LastGoodStore {
  const known = new Map<string, Written>();
  const queue = createWriteQueue(store);

  function know(key: string, written: Written): void {
    known.delete(key);
    known.set(key, written);
    const [oldest] = known.keys();
    if (known.size > maxKnown && oldest !== undefined) known.delete(oldest);
  }

  async function recallOne(key: string, maxAgeMs: number): Promise<RememberedValue | undefined> {
    const found = await store.get(storeKey(key));
    const entry = found && readEntry(found);
    if (entry === undefined) return undefined;
    const ageMs = Math.max(0, now() - entry.readMs);
    return ageMs > maxAgeMs ? undefined : { value: entry.value, ageMs };
  }

  return {
    isDue(key, maxAgeMs) {
      const written = known.get(key);
      if (written === undefined) return true;
      return now() - written.lookedAtMs >= Math.min(longestUnlookedMs, maxAgeMs / shareOfAge);
    },
    remember(key, value, maxAgeMs) {
      const text = stringifyJson(value);
      if (text === undefined) return;
      const atMs = now();
      const digest = digestOf(text);
      const written = known.get(key);
      const isSame = written?.digest === digest;
      if (isSame && atMs - written.writtenMs < Math.min(longestUnwrittenMs, maxAgeMs / shareOfAge)) {
        written.lookedAtMs = atMs;
        return;
      }
      if (queue.add(storeKey(key), Buffer.from(`${Math.round(atMs)}\n${text}`), maxAgeMs)) {
        know(key, { digest, writtenMs: atMs, lookedAtMs: atMs });
      }
    },
    recall: (keys, maxAgeMs) => Promise.all(keys.map((key) => recallOne(key, maxAgeMs))),
    close: () => queue.close(),
  };
}

/** Keys contain data of clients, so they are hashed before others can read them. */
function storeKey(key: string): string {
  return digestOf(key);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** Undefined for a value in another format: a shared store may contain anything. */
function readEntry(bytes: Buffer): { readonly readMs: number; readonly value: unknown } | undefined {
  const end = bytes.indexOf('\n');
  const readMs = Number(bytes.toString('latin1', 0, Math.max(0, end)));
  if (end <= 0 || !Number.isFinite(readMs)) return undefined;
  try {
    const value = parseJson(bytes.toString('utf8', end + 1), bytes.subarray(end + 1));
    return { readMs, value };
  } catch {
    // Not JSON: treated as missing.
    return undefined;
  }
}
