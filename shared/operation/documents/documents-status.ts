import type { DocumentsStatus } from '../../core/status.ts';
import type { Use } from './document-usage.ts';

/** Returns one summary for each source, in the order of first use. */
export function documentsStatus(uses: readonly Use[]): DocumentsStatus[] {
  const bySource = new Map<string, { readonly from: Use['from']; readonly uses: Use[] }>();
  for (const use of uses) {
    const known = bySource.get(use.from.source);
    if (known === undefined) bySource.set(use.from.source, { from: use.from, uses: [use] });
    else known.uses.push(use);
  }
  return [...bySource.values()].map(({ from, uses: own }) => ({
    ...from,
    documents: own.length,
    used: own.filter(({ requests }) => requests > 0).length,
    requests: own.reduce((sum, { requests }) => sum + requests, 0),
    lastUsed: instant(own.reduce((last, { lastUsedS }) => Math.max(last, lastUsedS), 0)),
    lastNeeded: instant(own.reduce((last, { lastNeededS }) => Math.max(last, lastNeededS), 0)),
  }));
}

function instant(seconds: number): string | undefined {
  return seconds === 0 ? undefined : `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
