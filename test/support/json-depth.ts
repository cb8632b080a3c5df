/** The maximum nesting of objects and lists: 0 for `1`, 1 for `{"a":1}`, 2 for `[{"a":1}]`. */
export function jsonDepth(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(jsonDepth));
}
