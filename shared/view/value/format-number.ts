import type { Format } from '../view.ts';
import { cacheByKey } from './by-key.ts';
import type { ValueFunction } from './value-function.ts';

const maxLocales = 64;

/**
 * Formats a finite number, or a bigint that was parsed from a long integer. `digits`: the exact number of decimals, or the
 * maximum if compact (`1.2K`, `3K`). `undefined` for other values.
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
  const formatterOf = cacheByKey((locale) => new Intl.NumberFormat(locale, options), maxLocales);
  return (value, { locale }) => {
    if (value === null) return null;
    const isNumber = typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value));
    return isNumber ? formatterOf(locale).format(value) : undefined;
  };
}
