/**
 * Keeps what is made for a key, at most `max` of them: an `Intl` object takes a hundred times as long to make as to use.
 * `Made` must not be `undefined`.
 */
export function byKey<Made extends object>(make: (key: string) => Made, max: number): (key: string) => Made {
  const kept = new Map<string, Made>();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make(key);
    if (kept.size >= max) kept.clear();
    kept.set(key, made);
    return made;
  };
}
