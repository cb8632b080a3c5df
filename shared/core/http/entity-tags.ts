/** The entity tags of `If-None-Match`, as they are written; `*` is none. A tag may have commas in it. */
export function entityTagsIn(header: string): string[] {
  return Array.from(header.matchAll(/(?:W\/)?"[^"]*"/g), ([tag]) => tag);
}

/** What is compared of a tag by weak comparison (RFC 9110, section 8.8.3.2). */
export function opaqueTag(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag;
}
