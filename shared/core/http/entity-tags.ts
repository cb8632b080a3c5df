/** Returns the unmodified entity tags of `If-None-Match`; `*` is not a tag. A tag may contain commas. */
export function entityTagsIn(header: string): string[] {
  return Array.from(header.matchAll(/(?:W\/)?"[^"]*"/g), ([tag]) => tag);
}

/** Returns the part of a tag that weak comparison compares (RFC 9110, section 8.8.3.2). */
export function opaqueTag(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag;
}
