/** The value of each unit, by its written name. */
export type Units = Readonly<Record<string, number>>;

export const durationUnitsMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
export const sizeUnitsBytes = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 } as const;

/** Matches texts such as `800ms` and `1.5MB`. */
export function quantityPattern(units: Units): RegExp {
  const names = Object.keys(units).sort((a, b) => b.length - a.length);
  return new RegExp(`^(\\d{1,9}(?:\\.\\d{1,3})?)(${names.join('|')})$`);
}

/** Returns a number of the smallest unit; undefined for an invalid text. */
export function readQuantity(text: string, units: Units): number | undefined {
  const [, digits, unit] = quantityPattern(units).exec(text) ?? [];
  const factor = unit === undefined ? undefined : units[unit];
  return factor === undefined ? undefined : Math.round(Number(digits) * factor);
}
