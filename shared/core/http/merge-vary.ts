/**
 * Adds lower-case header names to a `Vary` (RFC 9110, section 12.5.5). Names that it has in any letter case are not added, and
 * none if it is `*`. Returns undefined if there are no names.
 */
export function mergeVary(present: string | undefined, added: readonly string[]): string | undefined {
  if (!present) return added.length === 0 ? undefined : added.join(', ');
  const names = new Set(present.split(',').map((name) => name.trim().toLowerCase()));
  if (names.has('*')) return present;
  const others = added.filter((name) => !names.has(name));
  return others.length === 0 ? present : [present, ...others].join(', ');
}
