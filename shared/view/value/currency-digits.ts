/**
 * ISO 4217: decimals of the minor unit, where they are not 2. `Intl` has another table, of what shops show: it gives Iraqi
 * dinars none, while their minor unit is a thousandth, and differs from one release of Node to the next.
 */
const digitsByCurrency: ReadonlyMap<string, number> = new Map(
  (
    [
      [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
      [3, 'BHD IQD JOD KWD LYD OMR TND'],
      [4, 'CLF UYW'],
    ] as const
  ).flatMap(([digits, codes]) => codes.split(' ').map((code): [string, number] => [code, digits])),
);

const known: ReadonlySet<string> = new Set([
  ...Intl.supportedValuesOf('currency'),
  ...digitsByCurrency.keys(),
]);

/** Decimals of the minor unit of a currency, by its code in capitals; `undefined` for what is none. */
export function currencyDigits(code: string): number | undefined {
  return known.has(code) ? (digitsByCurrency.get(code) ?? 2) : undefined;
}
