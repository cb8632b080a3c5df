import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileFormat } from '../../../../shared/view/value/format.ts';
import type { Format } from '../../../../shared/view/view.ts';
import { presentationIn } from './presentation.ts';

/** With plain spaces: the kind of space of a locale changes between releases of its data. */
function format(value: unknown, as: Format, locale = 'en-US'): unknown {
  const text = compileFormat({ op: 'format', format: as })(value, presentationIn(locale));
  return typeof text === 'string' ? text.replace(/\s/g, ' ') : text;
}

const currency: Format = { as: 'CURRENCY', amount: 'amount', currency: 'currency' };
const duration: Format = { as: 'DURATION' };

describe('money', () => {
  for (const [amount, code, locale, expected] of [
    [4900, 'USD', 'en-US', '$49.00'],
    [123456789, 'EUR', 'de-DE', '1.234.567,89 €'],
    [4900, 'JPY', 'en-US', '¥4,900'],
    [4900, 'KWD', 'en-US', 'KWD 4.900'],
    [4900, 'IQD', 'en-US', 'IQD 4.900'],
    [4900, 'LBP', 'en-US', 'LBP 49.00'],
    [4900, 'CLF', 'en-US', 'CLF 0.4900'],
    [-5, 'USD', 'en-US', '-$0.05'],
    ['4900', 'USD', 'en-US', '$49.00'],
    [999_999_999_999_999, 'USD', 'en-US', '$9,999,999,999,999.99'],
  ] as const) {
    it(`${amount} minor units of ${code} in ${locale} are ${expected}`, () => {
      assert.equal(format({ amount, currency: code }, currency, locale), expected);
    });
  }

  it('is read from the configured fields', () => {
    const named: Format = { as: 'CURRENCY', amount: 'cents', currency: 'code' };
    assert.equal(format({ cents: 1, code: 'EUR' }, named), '€0.01');
  });

  it('is null if its amount or currency is null', () => {
    for (const value of [null, { amount: null, currency: 'USD' }, { amount: 1, currency: null }, {}]) {
      assert.equal(format(value, currency), null);
    }
  });

  it('is undefined for values that are not money', () => {
    for (const value of [
      { amount: 1, currency: 'ABC' },
      { amount: 1, currency: 'usd' },
      { amount: 1, currency: 840 },
      { amount: 1.5, currency: 'USD' },
      { amount: '1.50', currency: 'USD' },
      { amount: 10 ** 15, currency: 'USD' },
      { amount: '1000000000000000', currency: 'USD' },
      { amount: Number.NaN, currency: 'USD' },
      [{ amount: 1, currency: 'USD' }],
      'USD 1',
      1,
      undefined,
    ]) {
      assert.equal(format(value, currency), undefined);
    }
  });

  it('is formatted correctly after the cache of formatters overflows', () => {
    for (const code of Intl.supportedValuesOf('currency')) {
      assert.equal(typeof format({ amount: 1, currency: code }, currency), 'string');
    }
  });
});

describe('a date', () => {
  for (const [value, style, time, locale, expected] of [
    ['2026-03-01', 'MEDIUM', false, 'en-US', 'Mar 1, 2026'],
    ['2026-03-01', 'LONG', true, 'en-US', 'March 1, 2026'],
    ['2026-03-01T23:30:00-02:00', 'MEDIUM', false, 'en-US', 'Mar 2, 2026'],
    ['2026-03-01T13:05:59.123456Z', 'SHORT', true, 'en-US', '3/1/26, 1:05 PM'],
    ['2026-03-01t13:05:59z', 'SHORT', true, 'de-DE', '01.03.26, 13:05'],
    ['2024-02-29', 'SHORT', false, 'en-GB', '29/02/2024'],
    ['2000-02-29', 'LONG', false, 'fr-FR', '29 février 2000'],
  ] as const) {
    it(`${value} is ${expected} (${style}, ${locale})`, () => {
      assert.equal(format(value, { as: 'DATE', style, time }, locale), expected);
    });
  }

  for (const value of [
    '',
    'tomorrow',
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '2026-01-01T10:00:00',
    '2026-01-01T24:00:00Z',
    '2026-01-01T10:00:00+24:00',
    ' 2026-01-01',
    `2026-01-01T10:00:00.${'1'.repeat(1000)}Z`,
    1_767_225_600_000,
    {},
    undefined,
  ]) {
    it(`is undefined for ${JSON.stringify(value)?.slice(0, 40)}`, () => {
      assert.equal(format(value, { as: 'DATE', style: 'SHORT', time: true }), undefined);
    });
  }

  it('is null if the value is null', () => {
    assert.equal(format(null, { as: 'DATE', style: 'SHORT', time: true }), null);
  });
});

describe('a duration', () => {
  for (const [seconds, locale, expected] of [
    [6720, 'en-US', '1h 52m'],
    [6719, 'en-US', '1h 52m'],
    [7199, 'en-US', '2h'],
    [3600, 'en-US', '1h'],
    [3599.6, 'en-US', '1h'],
    [95, 'en-US', '1m 35s'],
    [120, 'en-US', '2m'],
    [0, 'en-US', '0s'],
    [30.2, 'en-US', '30s'],
    [360_000, 'en-US', '100h'],
    [6720, 'fr-FR', '1h 52min'],
  ] as const) {
    it(`of ${seconds} s is ${expected} (${locale})`, () => {
      assert.equal(format(seconds, duration, locale), expected);
    });
  }

  it('is undefined for negative, infinite and non-numeric values', () => {
    for (const value of [-1, Number.NaN, Number.POSITIVE_INFINITY, '60', {}, undefined]) {
      assert.equal(format(value, duration), undefined);
    }
    assert.equal(format(null, duration), null);
  });
});

describe('a number', () => {
  for (const [value, digits, compact, locale, expected] of [
    [1234.5, undefined, false, 'en-US', '1,234.5'],
    [4, 1, false, 'en-US', '4.0'],
    [1234.56, 1, false, 'de-DE', '1.234,6'],
    [1234, 1, true, 'en-US', '1.2K'],
    [3000, 1, true, 'en-US', '3K'],
    [3_400_000, undefined, true, 'en-US', '3.4M'],
  ] as const) {
    it(`${value} is ${expected} (${locale})`, () => {
      assert.equal(format(value, { as: 'NUMBER', digits, compact }, locale), expected);
    });
  }

  it('retains all digits of an integer beyond 2^53', () => {
    const plain: Format = { as: 'NUMBER', digits: undefined, compact: false };
    assert.equal(format(9223372036854775807n, plain), '9,223,372,036,854,775,807');
  });

  it('is undefined for values that are not numbers', () => {
    const plain: Format = { as: 'NUMBER', digits: undefined, compact: false };
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, '1', {}, undefined]) {
      assert.equal(format(value, plain), undefined);
    }
    assert.equal(format(null, plain), null);
  });

  it('is formatted in each requested locale, beyond the size of the cache', () => {
    const compiled = compileFormat({ op: 'format', format: { as: 'NUMBER', digits: 1, compact: false } });
    const regions = Array.from({ length: 100 }, (_, index) => `de-${String(100 + index)}`);
    for (const locale of [...regions, 'en-US', ...regions]) {
      assert.equal(compiled(1, presentationIn(locale)), locale === 'en-US' ? '1.0' : '1,0');
    }
  });
});
