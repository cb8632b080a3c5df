import type { ProductRecord } from './products.ts';
import { randomFor } from './random.ts';

export interface WarehouseRecord {
  readonly __typename: 'Warehouse';
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly country: string;
}

export type StockStatus = 'IN_STOCK' | 'LOW' | 'BACKORDER' | 'OUT_OF_STOCK';

export interface Stock {
  readonly quantity: number;
  readonly status: StockStatus;
  /** Null if there is stock. */
  readonly restockDays: number | null;
  readonly byWarehouse: readonly { readonly warehouse: WarehouseRecord; readonly quantity: number }[];
}

const LOW_FROM = 10;

export const WAREHOUSES: readonly WarehouseRecord[] = [
  warehouse(1, 'Harbour West', 'Portland', 'US'),
  warehouse(2, 'Harbour South', 'Austin', 'US'),
  warehouse(3, 'Harbour Lakes', 'Chicago', 'US'),
  warehouse(4, 'Harbour North', 'Montréal', 'CA'),
  warehouse(5, 'Harbour Europe', 'Rotterdam', 'NL'),
  warehouse(6, 'Harbour Isles', 'Leeds', 'GB'),
];

function warehouse(number: number, name: string, city: string, country: string): WarehouseRecord {
  return { __typename: 'Warehouse', id: `warehouse-${number}`, name, city, country };
}

export function buildStock(seed: number, product: ProductRecord): Stock {
  const random = randomFor(seed, 'stock', product.number);
  const fate = random.unit();
  const most = fate < 0.1 ? 0 : fate < 0.2 ? 2 : 80;
  const byWarehouse = WAREHOUSES.map((at) => {
    return { warehouse: at, quantity: random.chance(0.3) ? 0 : random.int(0, most) };
  });
  const quantity = byWarehouse.reduce((sum, each) => sum + each.quantity, 0);
  const restockDays = quantity > 0 || random.chance(0.5) ? null : random.int(2, 45);
  return { quantity, status: statusOf(quantity, restockDays), restockDays, byWarehouse };
}

function statusOf(quantity: number, restockDays: number | null): StockStatus {
  if (quantity >= LOW_FROM) return 'IN_STOCK';
  if (quantity > 0) return 'LOW';
  return restockDays === null ? 'OUT_OF_STOCK' : 'BACKORDER';
}
