import { cacheByKey } from './by-key.ts';
import type { ValueFunction } from './value-function.ts';

const maxLocales = 64;

/**
 * Formats a non-negative number of seconds as hours and minutes, or minutes and seconds, without units that are 0, as in
 * `1h 52m`. Rounded to the smaller unit. `undefined` for other values.
 */
export function compileDuration(): ValueFunction {
  return (value, { locale }) => {
    if (value === null) return null;
    if (typeof value !== 'number' || !(value >= 0 && value <= Number.MAX_SAFE_INTEGER)) return undefined;
    return formatterOf(locale).format(Math.round(value));
  };
}

const formatterOf = cacheByKey((locale) => new DurationFormatter(locale), maxLocales);

/** Equivalent to `Intl.DurationFormat` with the style `narrow`, which Node has since release 23. */
class DurationFormatter {
  readonly #hours: Intl.NumberFormat;
  readonly #minutes: Intl.NumberFormat;
  readonly #seconds: Intl.NumberFormat;
  readonly #list: Intl.ListFormat;

  constructor(locale: string) {
    const inUnit = (unit: string): Intl.NumberFormat =>
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' });
    this.#hours = inUnit('hour');
    this.#minutes = inUnit('minute');
    this.#seconds = inUnit('second');
    this.#list = new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' });
  }

  format(seconds: number): string {
    if (seconds < 3600) {
      return this.#two(this.#minutes, Math.floor(seconds / 60), this.#seconds, seconds % 60);
    }
    const minutes = Math.round(seconds / 60);
    return this.#two(this.#hours, Math.floor(minutes / 60), this.#minutes, minutes % 60);
  }

  #two(large: Intl.NumberFormat, whole: number, small: Intl.NumberFormat, rest: number): string {
    if (whole === 0) return small.format(rest);
    const first = large.format(whole);
    return rest === 0 ? first : this.#list.format([first, small.format(rest)]);
  }
}
