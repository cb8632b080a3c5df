import type { Money } from '../data/money.ts';
import type { ProductRecord } from '../data/products.ts';

/** A product of the stock list with the fields of its representation. */
export interface StockedProduct {
  readonly __typename: 'Product';
  readonly record: ProductRecord;
  readonly sku: string;
  /** Undefined or null unless the graph fetched them. */
  readonly weightGrams: number | null | undefined;
  readonly price: { readonly current: Money } | null | undefined;
}
