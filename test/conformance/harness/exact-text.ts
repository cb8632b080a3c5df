/**
 * JSON text of values that can contain bigints, and back. Independent of the engine's implementation, because it judges
 * the engine. A bigint is an integer that no JavaScript number can represent.
 */
export function toText(value: unknown, sorted = false): string {
  const text = JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === 'bigint') return `${mark}${inner}`;
    if (!sorted || typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)));
  });
  // Undefined for undefined, as from JSON.stringify.
  return text?.replace(marked, '$1');
}

export function fromText(text: string): unknown {
  const unambiguous = text.replace(stringOrLong, (found) =>
    found.startsWith('"') || Number.isSafeInteger(Number(found)) ? found : `"${mark}${found}"`,
  );
  return JSON.parse(unambiguous, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  );
}

const mark = '#exact:';
const marked = /"#exact:(-?\d+)"/g;
const stringOrLong = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;

/** The value of an integer's digits. */
export function readInteger(digits: string): number | bigint {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : BigInt(digits);
}
