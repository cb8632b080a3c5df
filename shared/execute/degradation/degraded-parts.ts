import { degraded as degradedTopic } from '../../core/channels.ts';
import type { DegradedPart } from '../../core/degradation.ts';
import type { PathsOf } from '../errors/client-errors.ts';
import type { DegradedData } from '../errors/error-collector.ts';

/** What a client is told of; more say no more. */
const maxParts = 100;

/**
 * Tells clients of degraded data by their own names: one part for a list, however many of its items it is about. What comes
 * when the list is full is not looked at.
 */
export function degradedParts(degraded: readonly DegradedData[], pathsOf: PathsOf): DegradedPart[] {
  const parts = new Map<string, DegradedPart>();
  const nowMs = Date.now();
  for (const { path, keys, upstream, servedFrom, ageMs, usableMs, failure } of degraded) {
    if (parts.size === maxParts) break;
    // What is fetched for the sake of other fields only has no place of its own.
    for (const place of pathsOf(path, keys)) {
      const id = JSON.stringify([place, upstream, failure.code, servedFrom]);
      const known = parts.get(id);
      if (known === undefined && parts.size === maxParts) continue;
      const oldestMs = ageMs === undefined ? known?.ageMs : Math.max(ageMs, known?.ageMs ?? 0);
      const staleAt = earliest(known?.staleAt, usableMs === undefined ? undefined : nowMs + usableMs);
      const { retryAfterMs } = failure;
      parts.set(id, {
        path: place,
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

/** Times of one form are in the order of their text. */
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
