/** Everything is sold in one currency, so that totals are sums. */
export const CURRENCY = 'USD';

export interface Money {
  /** Minor units (cents). */
  readonly amount: number;
  readonly currency: string;
}

export function dollars(amount: number): Money {
  return { amount, currency: CURRENCY };
}
