/** Returns the approximate length of the text of a JSON value, never too high: characters count without escapes. */
export type TextLength = (value: unknown) => number;

/** Measures each object and list once; later calls return the stored length. */
export function createTextLength(): TextLength {
  const known = new Map<object, number>();
  return function lengthOf(value) {
    if (typeof value === 'string') return value.length + 2;
    if (typeof value !== 'object' || value === null) return String(value).length;
    const length = known.get(value);
    if (length !== undefined) return length;
    let sum = 2;
    for (const [key, part] of Object.entries(value)) {
      sum += lengthOf(part) + 1;
      if (!Array.isArray(value)) sum += key.length + 3;
    }
    const total = sum === 2 ? sum : sum - 1;
    known.set(value, total);
    return total;
  };
}
