/** Whether a tree has a value at this path. */
export function hasPath(content: unknown, path: readonly PropertyKey[]): boolean {
  let value = content;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
    value = Reflect.get(value, key);
  }
  return true;
}
