/**
 * Caches the object that is made for each key, at most `max` of them: creating an `Intl` object takes a hundred times as long
 * as using it.
 * `Made` must not be `undefined`.
 */
export function byKey<Made extends object>(make: (key: string) => Made, max: number): (key: string) => Made {
  const cache = new Map<string, Made>();
  return (key) => {
    const known = cache.get(key);
    if (known !== undefined) return known;
    const made = make(key);
    if (cache.size >= max) cache.clear();
    cache.set(key, made);
    return made;
  };
}
