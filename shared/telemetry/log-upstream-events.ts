import type { Logger } from 'pino';
import { type UpstreamEvent, upstreamEvent } from '../core/channels.ts';
import { createLineLimit } from './line-limit.ts';

/** Events of single calls are for debugging; changes of state are for operators. */
const levels: Readonly<Record<UpstreamEvent['event'], 'debug' | 'info' | 'warn'>> = {
  'breaker opened': 'warn',
  'breaker probing': 'info',
  'breaker closed': 'info',
  'endpoint ejected': 'warn',
  'endpoint returned': 'info',
  'endpoint added': 'info',
  'endpoint removed': 'info',
  'endpoint unhealthy': 'warn',
  'endpoint healthy': 'info',
  'discovery failed': 'warn',
  retry: 'debug',
  'retry refused': 'debug',
  'hedge sent': 'debug',
  'hedge won': 'debug',
  'call shared': 'debug',
  'call refused': 'debug',
  'limit changed': 'debug',
  'errors dropped': 'warn',
};

const windowMs = 10_000;
const maxLines = 50;

/**
 * Logs each change of state, at most fifty lines in ten seconds for each upstream. The first line afterwards reports the number
 * of suppressed lines. Returns a function that ends the subscription.
 */
export function logUpstreamEvents(log: Logger, nowMs?: () => number): () => void {
  const limit = createLineLimit({ windowMs, maxLines, nowMs });
  return upstreamEvent.subscribe((message) => {
    const { event, ...detail } = message;
    const level = levels[event];
    if (!log.isLevelEnabled(level)) return;
    const line = limit(detail.upstream);
    if (line !== undefined) log[level]({ ...detail, ...line }, event);
  });
}
