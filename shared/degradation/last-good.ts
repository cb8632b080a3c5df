import { createHash } from 'node:crypto';
import type { LastGood, RememberedValue } from '../core/degradation.ts';
import { parseJson, stringifyJson } from '../core/json/exact-json.ts';
import type { KeyValueStore } from '../core/key-value-store.ts';
import { createWriteQueue } from './write-queue.ts';

export interface LastGoodOptions {
  readonly store: KeyValueStore;
  /** Milliseconds since 1970: processes that share a store tell each other the time. */
  readonly now?: () => number;
}

export interface LastGoodKeeper extends LastGood {
  /** Resolves when what is being written is written. The store is its owner's to close. */
  close(): Promise<void>;
}

/** What this process knows of a value that it has written. */
interface Written {
  readonly digest: string;
  readonly writtenMs: number;
  lookedAtMs: number;
}

const maxKnown = 20_000;

/** A value is looked at no more often; a share of its age, up to these. */
const longestUnlookedMs = 1000;
const longestUnwrittenMs = 10 * 60_000;
const shareOfAge = 10;

/**
 * Values are kept as JSON with the time at which they were read. One that stays the same is written again after a tenth of
 * its longest age, ten minutes at most: it may seem older than it is by so much.
 */
export function createLastGood({ store, now = Date.now }: LastGoodOptions): LastGoodKeeper {
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

/** Keys hold what clients send: they are not written where others can read them. */
function storeKey(key: string): string {
  return digestOf(key);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** Undefined for what nobody here has written: a store that is shared may hold anything. */
function readEntry(bytes: Buffer): { readonly readMs: number; readonly value: unknown } | undefined {
  const end = bytes.indexOf('\n');
  const readMs = Number(bytes.toString('latin1', 0, Math.max(0, end)));
  if (end <= 0 || !Number.isFinite(readMs)) return undefined;
  try {
    const value = parseJson(bytes.toString('utf8', end + 1), bytes.subarray(end + 1));
    return { readMs, value };
  } catch {
    // Not JSON: the same as nothing.
    return undefined;
  }
}
