import type { Logger } from 'pino';
import { cacheVeto, subgraphErrors } from '../core/channels.ts';
import { createLineLimit } from './line-limit.ts';

const windowMs = 10_000;
const maxLines = 10;

/**
 * Logs the errors that subgraphs report, with their original messages: at most ten lines in ten seconds for each subgraph, then
 * the number of suppressed lines.
 */
export function logSubgraphErrors(log: Logger, nowMs?: () => number): () => void {
  const limit = createLineLimit({ windowMs, maxLines, nowMs });
  return subgraphErrors.subscribe(({ message, ...detail }) => {
    if (!log.isLevelEnabled('warn')) return;
    const line = limit(detail.upstream);
    if (line !== undefined) log.warn({ ...detail, message, ...line }, 'upstream reported an error');
  });
}

/** Logs each upstream whose responses cannot be cached, once for each header. */
export function logCacheVetoes(log: Logger): () => void {
  return cacheVeto.subscribe((detail) => log.warn(detail, 'responses of this upstream are not cached'));
}
