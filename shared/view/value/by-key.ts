/**
 * Caches the object that `create` returns for each key, at most `max` of them: creating an `Intl` object takes a hundred times
 * as long as using it.
 */
export function cacheByKey<Value extends object>(
  create: (key: string) => Value,
  max: number,
): (key: string) => Value {
  const cache = new Map<string, Value>();
  return (key) => {
    const known = cache.get(key);
    if (known !== undefined) return known;
    const created = create(key);
    if (cache.size >= max) cache.clear();
    cache.set(key, created);
    return created;
  };
}
