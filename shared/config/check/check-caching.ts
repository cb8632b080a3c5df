import type { Settings } from '../settings-schema.ts';
import type { Contradiction } from './check-header-rules.ts';

/** What is said of caches and contradicts itself. */
export function checkCaching({
  caching,
  compression,
}: Pick<Settings, 'caching' | 'compression'>): Contradiction[] {
  const found: Contradiction[] = [];
  const { scope, sharedMaxAge } = caching?.anonymous ?? {};
  if (scope === 'private' && sharedMaxAge !== undefined) {
    const message = `found ${sharedMaxAge} ms; with scope: private there is no cache that this is for`;
    found.push({ path: ['caching', 'anonymous', 'sharedMaxAge'], message });
  }
  const { encodings } = compression;
  if (new Set(encodings).size < encodings.length) {
    const message = `found ${JSON.stringify(encodings)}; each stands there once`;
    found.push({ path: ['compression', 'encodings'], message });
  }
  return found;
}
