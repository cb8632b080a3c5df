import type { Logger } from 'pino';
import { cacheVeto, subgraphErrors } from '../core/channels.ts';
import { createLineLimit } from './line-limit.ts';

const windowMs = 10_000;
const maxLines = 10;

/** What subgraphs report, in their own words: ten lines in ten seconds for each, then how many are missing. */
export function logSubgraphErrors(log: Logger, nowMs?: () => number): () => void {
  const limit = createLineLimit({ windowMs, maxLines, nowMs });
  return subgraphErrors.subscribe(({ message, ...detail }) => {
    if (!log.isLevelEnabled('warn')) return;
    const line = limit(detail.upstream);
    if (line !== undefined) log.warn({ ...detail, message, ...line }, 'upstream reported an error');
  });
}

/** Once for each upstream and header. */
export function logCacheVetoes(log: Logger): () => void {
  return cacheVeto.subscribe((detail) => log.warn(detail, 'answers of this upstream are not cached'));
}
