import type { Format } from '../view.ts';
import { cacheByKey } from './by-key.ts';
import type { ValueFunction } from './value-function.ts';

const maxLocales = 64;
const rfc3339 =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d))?$/;
const dateLength = '2024-12-31'.length;

/** Formats an RFC 3339 instant or date in UTC; a date is shown without a time of day. `undefined` for other values. */
export function compileDate({ style, time }: Extract<Format, { readonly as: 'DATE' }>): ValueFunction {
  const dateStyle = ({ SHORT: 'short', MEDIUM: 'medium', LONG: 'long' } as const)[style];
  const dates = cacheByKey(
    (locale) => new Intl.DateTimeFormat(locale, { dateStyle, timeZone: 'UTC' }),
    maxLocales,
  );
  const instants = cacheByKey(
    (locale) => new Intl.DateTimeFormat(locale, { dateStyle, timeStyle: 'short', timeZone: 'UTC' }),
    maxLocales,
  );
  return (value, { locale }) => {
    if (value === null) return null;
    const ms = typeof value === 'string' ? parseDate(value) : undefined;
    if (typeof value !== 'string' || ms === undefined) return undefined;
    const formats = time && value.length > dateLength ? instants : dates;
    return formats(locale).format(ms);
  };
}

function parseDate(text: string): number | undefined {
  const [found, year, month, day] = rfc3339.exec(text) ?? [];
  // `Date` parses the 31st of a month with 30 days as the 1st of the next.
  if (found === undefined || Number(day) > daysIn(Number(year), Number(month))) return undefined;
  const ms = Date.parse(found.toUpperCase().replace(' ', 'T'));
  return Number.isNaN(ms) ? undefined : ms;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
