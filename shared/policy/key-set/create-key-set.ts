import { errors, type JWTVerifyGetKey } from 'jose';
import { keySetEvent } from '../../core/channels.ts';
import { FrontageError } from '../../core/errors.ts';
import type { KeySetStatus } from '../../core/status.ts';
import { type Clock, monotonicClock } from './clock.ts';
import { createKeySetFetch } from './fetch-key-set.ts';
import { type ReadKeySet, readKeySet } from './read-key-set.ts';
import { createRefreshSchedule } from './refresh-schedule.ts';

export interface KeySetOptions {
  readonly url: string;
  /** Accepted signature algorithms. */
  readonly algorithms: readonly string[];
  /** The interval between fetches while they succeed. */
  readonly refreshMs: number;
  /** The maximum age of keys: the time since the last successful fetch. */
  readonly maxStaleMs: number;
  /** The interval between fetches while they fail, and between fetches for unknown `kid`s. */
  readonly cooldownMs: number;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** A past response of a provider. */
export interface FetchedKeySet {
  readonly text: string;
  readonly atMs: number;
}

/** The keys of one identity provider. */
export interface KeySet {
  /**
   * The key resolver for `jwtVerify`. Waits for a fetch only until the first one has ended, and up to one second if the token
   * names an unknown key. Rejects with AUTH_UNAVAILABLE if there are no keys, or if they are too old.
   */
  readonly keyOf: JWTVerifyGetKey;
  /** Whether tokens can be verified. */
  isReady(): boolean;
  /** Resolves when the first fetch has succeeded or failed. */
  readonly settled: Promise<void>;
  status(): KeySetStatus;
  /** Returns the response that the current keys were read from. */
  fetched(): FetchedKeySet | undefined;
  close(): Promise<void>;
}

/** The time that the verification of a token with an unknown key waits for a fetch. */
const maxWaitMs = 1000;
/** The delay of the second attempt while there are no keys yet. It doubles up to the cooldown. */
const firstRetryMs = 1000;

/**
 * Stores the last valid response of a provider and fetches the next one in the background. A response without a usable key is a
 * failure like any other and does not replace the stored keys. `earlier`: the response of the key set that this one replaces.
 */
export function createKeySet(
  options: KeySetOptions,
  earlier?: FetchedKeySet,
  clock: Clock = monotonicClock,
): KeySet {
  const { url, algorithms, refreshMs, maxStaleMs, cooldownMs, timeoutMs, maxBytes } = options;
  const source = createKeySetFetch({ url, timeoutMs, maxBytes });
  const refreshes = createRefreshSchedule(cooldownMs, clock.now);
  let known: (ReadKeySet & FetchedKeySet) | undefined;
  let fetching: Promise<void> | undefined;
  let lastError: string | undefined;
  let failuresInTurn = 0;
  let cancelNext = (): void => {};
  let isClosed = false;

  async function fetchNow(): Promise<void> {
    cancelNext();
    try {
      const text = await source.fetch();
      const read = await readKeySet(text, algorithms);
      if (isClosed) return;
      publishChange(read);
      known = { ...read, text, atMs: clock.now() };
      lastError = undefined;
      failuresInTurn = 0;
      refreshes.succeeded();
    } catch (cause) {
      if (isClosed) return;
      lastError = cause instanceof Error ? cause.message : String(cause);
      failuresInTurn += 1;
      refreshes.failed();
      const ageMs = known && clock.now() - known.atMs;
      keySetEvent.publish({
        event: 'failed',
        provider: shownUrl(url),
        reason: lastError,
        ageMs,
        isUsable: isReady(),
      });
    }
    cancelNext = clock.after(nextInMs(), () => void fetchOnce());
  }

  /** Starts a fetch, or returns the one in flight. */
  function fetchOnce(): Promise<void> {
    fetching ??= fetchNow().finally(() => {
      fetching = undefined;
    });
    return fetching;
  }

  function nextInMs(): number {
    if (failuresInTurn === 0) return refreshMs;
    if (isReady()) return Math.min(cooldownMs, refreshMs);
    return Math.min(cooldownMs, firstRetryMs * 2 ** Math.min(failuresInTurn - 1, 10));
  }

  /** Publishes a set only if it differs from the previous one: a set is fetched hundreds of times a day. */
  function publishChange(read: ReadKeySet): void {
    const isRecovered = lastError !== undefined;
    if (!isRecovered && known !== undefined && summaryOf(known) === summaryOf(read)) return;
    const { keys, ignored } = read;
    const isFirst = known === undefined && !isRecovered;
    const keyIds = [...read.keyIds];
    keySetEvent.publish({ event: 'read', provider: shownUrl(url), keys, keyIds, ignored, isFirst });
  }

  function isReady(): boolean {
    return known !== undefined && clock.now() - known.atMs <= maxStaleMs;
  }

  function usable(): ReadKeySet {
    if (known !== undefined && isReady()) return known;
    throw new FrontageError('AUTH_UNAVAILABLE', { cause: new Error(lastError ?? 'no keys were read yet') });
  }

  async function start(): Promise<void> {
    if (earlier === undefined) return fetchOnce();
    try {
      known = { ...(await readKeySet(earlier.text, algorithms)), ...earlier };
      cancelNext = clock.after(refreshMs, () => void fetchOnce());
    } catch {
      // None of the earlier keys supports the currently accepted algorithms.
      return fetchOnce();
    }
  }

  const settled = start();
  return {
    async keyOf(header, token) {
      if (known === undefined) await settled;
      try {
        return await usable().keyOf(header, token);
      } catch (error) {
        const { kid } = header;
        const isUnknown = error instanceof errors.JWKSNoMatchingKey && typeof kid === 'string';
        if (!isUnknown || usable().keyIds.has(kid)) throw error;
        if (fetching === undefined && refreshes.allows()) void fetchOnce();
        if (fetching === undefined) throw error;
        await within(fetching, maxWaitMs);
        return usable().keyOf(header, token);
      }
    },
    isReady,
    settled,
    status: () => ({
      provider: shownUrl(url),
      keys: known?.keys ?? 0,
      ageMs: known && Math.round(clock.now() - known.atMs),
      isUsable: isReady(),
      lastError,
    }),
    fetched: () => known,
    close() {
      isClosed = true;
      cancelNext();
      return source.close();
    },
  };
}

function summaryOf({ keyIds, keys, ignored }: ReadKeySet): string {
  return JSON.stringify([keys, [...keyIds], ignored]);
}

async function within(promise: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([promise, over]).finally(() => clearTimeout(timer));
}

/** Returns host and path, without credentials and query. */
function shownUrl(url: string): string {
  const { host, pathname } = new URL(url);
  return host + pathname;
}
