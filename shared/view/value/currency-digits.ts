/**
 * ISO 4217: decimals of the minor unit, if they are not 2. `Intl` has a different table, for prices in shops: it has no
 * decimals for Iraqi dinars, although their minor unit is a thousandth, and it changes between releases of Node.
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

/** Decimals of the minor unit of a currency, by its upper-case code; `undefined` for an unknown code. */
export function currencyDigits(code: string): number | undefined {
  return known.has(code) ? (digitsByCurrency.get(code) ?? 2) : undefined;
}
