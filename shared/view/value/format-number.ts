import type { Format } from '../view.ts';
import { byKey } from './by-key.ts';
import type { ValueFunction } from './value-function.ts';

const maxLocales = 64;

/**
 * Of a finite number. `digits`: exactly so many decimals, but at most so many where it is compact (`1.2K`, `3K`). `undefined`
 * for what is not a finite number.
 */
export function compileNumber({
  digits,
  compact,
}: Extract<Format, { readonly as: 'NUMBER' }>): ValueFunction {
  const decimals =
    digits === undefined
      ? {}
      : { minimumFractionDigits: compact ? 0 : digits, maximumFractionDigits: digits };
  const options = { ...decimals, notation: compact ? 'compact' : 'standard' } as const;
  const formatterOf = byKey((locale) => new Intl.NumberFormat(locale, options), maxLocales);
  return (value, { locale }) => {
    if (value === null) return null;
    return typeof value === 'number' && Number.isFinite(value)
      ? formatterOf(locale).format(value)
      : undefined;
  };
}
