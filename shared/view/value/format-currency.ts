import { isDataObject, own } from '../../core/json/data-object.ts';
import type { Format } from '../view.ts';
import { cacheByKey } from './by-key.ts';
import { currencyDigits } from './currency-digits.ts';
import type { ValueFunction } from './value-function.ts';

const maxLocales = 64;
const maxCurrencies = 300;
/** The largest amount whose units a double distinguishes with any number of decimals: 15 digits. */
const maxUnits = 999_999_999_999_999;
const wholeNumber = /^-?\d{1,15}$/;

/**
 * Formats an object with an integer amount of minor units (a number, or a string of at most 15 digits) and an ISO 4217
 * currency, with that currency's decimals. Null if amount or currency is null, `undefined` if they are invalid.
 */
export function compileCurrency({
  amount,
  currency,
}: Extract<Format, { readonly as: 'CURRENCY' }>): ValueFunction {
  return (value, { locale }) => {
    if (!isDataObject(value)) return value === null ? null : undefined;
    const minor = own(value, amount) ?? null;
    const code = own(value, currency) ?? null;
    if (minor === null || code === null) return null;
    const digits = typeof code === 'string' ? currencyDigits(code) : undefined;
    if (typeof code !== 'string' || digits === undefined) return undefined;
    const major = majorUnits(minor, digits);
    return major === undefined ? undefined : formatterOf(locale)(code).format(major);
  };
}

function majorUnits(minor: unknown, digits: number): number | undefined {
  const units = typeof minor === 'string' && wholeNumber.test(minor) ? Number(minor) : minor;
  if (typeof units !== 'number' || !Number.isInteger(units) || Math.abs(units) > maxUnits) return undefined;
  return units / 10 ** digits;
}

const formatterOf = cacheByKey(
  (locale) => cacheByKey((currency) => buildFormatter(locale, currency), maxCurrencies),
  maxLocales,
);

function buildFormatter(locale: string, currency: string): Intl.NumberFormat {
  const digits = currencyDigits(currency);
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
