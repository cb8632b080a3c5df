import type { Settings } from '../settings-schema.ts';
import type { Contradiction } from './check-header-rules.ts';

/** Reports contradictions between settings of caching and compression. */
export function checkCaching({
  caching,
  compression,
}: Pick<Settings, 'caching' | 'compression'>): Contradiction[] {
  const found: Contradiction[] = [];
  const { scope, sharedMaxAge } = caching?.anonymous ?? {};
  if (scope === 'private' && sharedMaxAge !== undefined) {
    const message = `found ${sharedMaxAge} ms; with scope: private no shared cache stores the response`;
    found.push({ path: ['caching', 'anonymous', 'sharedMaxAge'], message });
  }
  const { encodings } = compression;
  if (new Set(encodings).size < encodings.length) {
    const message = `found ${JSON.stringify(encodings)}; list each encoding only once`;
    found.push({ path: ['compression', 'encodings'], message });
  }
  return found;
}
