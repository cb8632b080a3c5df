import { entityTagsIn, opaqueTag } from '../core/http/entity-tags.ts';

/** Headers that a 304 repeats from the 200 response that it replaces (RFC 9110, section 15.4.5). */
const retainedHeaders = ['cache-control', 'etag', 'vary', 'age'];

/**
 * Whether a client that sent this `If-None-Match` has a response with this entity tag; by weak comparison (RFC 9110,
 * sections 8.8.3.2 and 13.1.2).
 */
export function isNotModified(ifNoneMatch: string | undefined, etag: string | undefined): boolean {
  if (ifNoneMatch === undefined || etag === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  const current = opaqueTag(etag);
  return entityTagsIn(ifNoneMatch).some((tag) => opaqueTag(tag) === current);
}

export function headersOfNotModified(headers: Readonly<Record<string, string>>): Record<string, string> {
  const retained: Record<string, string> = {};
  for (const name of retainedHeaders) {
    const value = headers[name];
    if (value !== undefined) retained[name] = value;
  }
  return retained;
}
