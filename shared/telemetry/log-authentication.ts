import type { Logger } from 'pino';
import { keySetEvent, tokenRefused } from '../core/channels.ts';
import { createLineLimit } from './line-limit.ts';

const windowMs = 10_000;
const maxLines = 5;

/** Logs why tokens are rejected: at most five lines in ten seconds for each reason, then the number of suppressed lines. */
export function logTokens(log: Logger, nowMs?: () => number): () => void {
  const limit = createLineLimit({ windowMs, maxLines, nowMs });
  return tokenRefused.subscribe((detail) => {
    if (!log.isLevelEnabled('warn')) return;
    const line = limit(detail.reason);
    if (line !== undefined) log.warn({ ...detail, ...line }, 'token refused');
  });
}

/** Logs each failed fetch, which is rare, and each new set of keys. */
export function logKeySets(log: Logger): () => void {
  return keySetEvent.subscribe((message) => {
    if (message.event === 'failed') {
      const { provider, reason, ageMs, isUsable } = message;
      const detail = { provider, reason, ...(ageMs !== undefined && { ageMs: Math.round(ageMs) }) };
      if (isUsable) log.warn(detail, 'keys not fetched, the last ones are used');
      else log.error(detail, 'keys not fetched, no token can be verified');
      return;
    }
    const { provider, keys, keyIds, ignored, isFirst } = message;
    const detail = { provider, keys, keyIds, ...(ignored.length > 0 && { ignored }) };
    // A successful start is not worth an info line.
    log[isFirst && ignored.length === 0 ? 'debug' : 'info'](detail, 'keys fetched');
  });
}
