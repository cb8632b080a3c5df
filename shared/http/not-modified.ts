import { entityTagsIn, opaqueTag } from '../core/http/entity-tags.ts';

/** What a 304 says of the answer that it stands for (RFC 9110, section 15.4.5). */
const toldHeaders = ['cache-control', 'etag', 'vary', 'age'];

/**
 * Whether a client that sent this `If-None-Match` has the answer with this entity tag already; by weak comparison (RFC 9110,
 * sections 8.8.3.2 and 13.1.2).
 */
export function isNotModified(ifNoneMatch: string | undefined, etag: string | undefined): boolean {
  if (ifNoneMatch === undefined || etag === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  const wanted = opaqueTag(etag);
  return entityTagsIn(ifNoneMatch).some((tag) => opaqueTag(tag) === wanted);
}

export function headersOfNotModified(headers: Readonly<Record<string, string>>): Record<string, string> {
  const told: Record<string, string> = {};
  for (const name of toldHeaders) {
    const value = headers[name];
    if (value !== undefined) told[name] = value;
  }
  return told;
}
