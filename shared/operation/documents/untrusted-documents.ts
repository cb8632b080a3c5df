import { type UntrustedDocument, untrustedDocument } from '../../core/channels.ts';

export interface UntrustedDocuments {
  /** Since the start. */
  readonly requests: number;
  /** How many documents are remembered: never more than `maxRemembered`. */
  readonly remembered: number;
  count(document: Omit<UntrustedDocument, 'untrustedRequests'>): void;
}

export const maxRemembered = 1000;
const reportAgainMs = 60 * 60_000;
const windowMs = 60_000;
const maxPerWindow = 50;

/**
 * Counts requests for documents that are not trusted, and publishes each operation once an hour: at most fifty in a minute,
 * and none beyond the thousand that are remembered.
 */
export function createUntrustedDocuments(nowMs: () => number = () => performance.now()): UntrustedDocuments {
  const reportedAtMs = new Map<string, number>();
  let requests = 0;
  let windowStartMs = 0;
  let inWindow = 0;

  function isDue(key: string): boolean {
    const now = nowMs();
    const before = reportedAtMs.get(key);
    if (before !== undefined && now - before < reportAgainMs) return false;
    if (now - windowStartMs >= windowMs) {
      windowStartMs = now;
      inWindow = 0;
    }
    if (inWindow === maxPerWindow) return false;
    // The map is in the order of publication: the oldest is removed when it may be published again.
    const [oldest] = reportedAtMs;
    if (before === undefined && reportedAtMs.size === maxRemembered && oldest !== undefined) {
      const [oldestKey, atMs] = oldest;
      if (now - atMs < reportAgainMs) return false;
      reportedAtMs.delete(oldestKey);
    }
    inWindow += 1;
    reportedAtMs.delete(key);
    reportedAtMs.set(key, now);
    return true;
  }

  return {
    get requests() {
      return requests;
    },
    get remembered() {
      return reportedAtMs.size;
    },
    count(document) {
      requests += 1;
      const { hash, operationName = '' } = document;
      if (isDue(`${hash} ${operationName}`))
        untrustedDocument.publish({ ...document, untrustedRequests: requests });
    },
  };
}
