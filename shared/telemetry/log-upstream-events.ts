import type { Logger } from 'pino';
import { type UpstreamEvent, upstreamEvent } from '../core/channels.ts';

/** What one upstream does call by call is for debugging; that it changed its state is for whoever is on duty. */
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
 * Writes a line for each change of state, at most fifty in ten seconds for each upstream; the first line afterwards
 * says how many are missing. Returns the function that ends it.
 */
export function logUpstreamEvents(log: Logger, nowMs: () => number = () => performance.now()): () => void {
  const windows = new Map<string, { startMs: number; lines: number }>();
  return upstreamEvent.subscribe((message) => {
    const { event, ...detail } = message;
    const level = levels[event];
    if (!log.isLevelEnabled(level)) return;
    const window = windows.get(detail.upstream);
    const isNew = window === undefined || nowMs() - window.startMs >= windowMs;
    const lines = isNew ? 1 : window.lines + 1;
    windows.set(detail.upstream, { startMs: isNew ? nowMs() : window.startMs, lines });
    if (lines > maxLines) return;
    const missing = isNew && window !== undefined ? Math.max(0, window.lines - maxLines) : 0;
    log[level]({ ...detail, ...(missing > 0 && { missing }) }, event);
  });
}
