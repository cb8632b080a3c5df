import type { ComputeEnvironment } from '../../shared/index.ts';

interface Money {
  readonly amount: number | null;
  readonly currency: string | null;
}

/** An item with price, stock and rating, with the fields that functions require. */
export interface Sold {
  readonly price?: { readonly current: Money | null; readonly discountPercent?: number | null } | null;
  readonly stock?: { readonly status: string | null; readonly restockDays: number | null } | null;
  readonly rating?: { readonly average: number | null; readonly count: number | null } | null;
}

/** Joins the available parts; null if there are none. */
export function joined(parts: readonly (string | number | null | undefined)[]): string | null {
  const there = parts.filter((part) => part != null && part !== '');
  return there.length === 0 ? null : there.join(' · ');
}

const formats = new Map<string, Intl.NumberFormat>();

/** Formats whole amounts without decimals: `$49`, `$47.50`. */
export function priceOf({ price }: Sold, { locale }: ComputeEnvironment): string | null {
  const { amount, currency } = price?.current ?? {};
  if (amount == null || currency == null) return null;
  const key = `${locale} ${currency}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' });
  if (formats.size < 100) formats.set(key, format);
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

export function lengthOf(seconds: number | null | undefined): string | null {
  if (seconds == null) return null;
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes}m`;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${Math.floor(minutes / 60)}h ${minutes % 60}m`;
}

export function stockOf({ stock }: Sold): string | null {
  switch (stock?.status) {
    case 'IN_STOCK':
      return 'In stock';
    case 'LOW':
      return 'Few left';
    case 'BACKORDER':
      return stock.restockDays == null ? 'Back soon' : `Back in ${stock.restockDays} days`;
    case 'OUT_OF_STOCK':
      return 'Sold out';
    default:
      return null;
  }
}

export function starsOf({ rating }: Sold, { locale }: ComputeEnvironment): string | null {
  const { average, count } = rating ?? {};
  if (average == null || !count) return null;
  return `★ ${average.toLocaleString(locale, { maximumFractionDigits: 1 })} (${count.toLocaleString(locale)})`;
}
