/** A whole number from 1 to `max`; undefined for any other text. */
export function parseLimit(text: string | null, fallback: number, max: number): number | undefined {
  if (text === null) return fallback;
  const value = Number(text);
  return /^\d{1,4}$/.test(text) && value >= 1 && value <= max ? value : undefined;
}
