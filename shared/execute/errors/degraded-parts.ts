import { degraded as degradedTopic } from '../../core/channels.ts';
import type { DegradedPart } from '../../core/degradation.ts';
import type { PathsOf } from './client-errors.ts';
import type { DegradedData } from './failures.ts';

/** The number of parts that are reported to a client; more add no information. */
const maxParts = 100;

/**
 * Returns the degraded data under the client's names: one part for a list, however many of its items are degraded. Data
 * beyond the maximum number of parts is ignored.
 */
export function degradedParts(degraded: readonly DegradedData[], pathsOf: PathsOf): DegradedPart[] {
  const parts = new Map<string, DegradedPart>();
  const nowMs = Date.now();
  for (const { path, keys, upstream, servedFrom, ageMs, usableMs, failure } of degraded) {
    if (parts.size === maxParts) break;
    // Fields that are fetched only for other fields have no client path.
    for (const clientPath of pathsOf(path, keys)) {
      const id = JSON.stringify([clientPath, upstream, failure.code, servedFrom]);
      const known = parts.get(id);
      if (known === undefined && parts.size === maxParts) continue;
      const oldestMs = ageMs === undefined ? known?.ageMs : Math.max(ageMs, known?.ageMs ?? 0);
      const staleAt = earliest(known?.staleAt, usableMs === undefined ? undefined : nowMs + usableMs);
      const { retryAfterMs } = failure;
      parts.set(id, {
        path: clientPath,
        upstream,
        reason: failure.code,
        servedFrom,
        ...(oldestMs !== undefined && { ageMs: Math.round(oldestMs) }),
        ...(staleAt !== undefined && { staleAt }),
        ...(retryAfterMs !== undefined && { retryAfterMs: Math.round(retryAfterMs) }),
      });
    }
  }
  return [...parts.values()];
}

/** ISO timestamps are ordered like their text. */
function earliest(known: string | undefined, atMs: number | undefined): string | undefined {
  if (atMs === undefined) return known;
  const at = new Date(atMs).toISOString();
  return known === undefined || at < known ? at : known;
}

export function publishDegraded(parts: readonly DegradedPart[], requestId: string): void {
  for (const { path, upstream, reason, servedFrom } of parts) {
    degradedTopic.publish({ requestId, upstream, reason, servedFrom, path });
  }
}
