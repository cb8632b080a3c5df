import type { Dataset } from '../data/dataset.ts';
import { memoized } from '../data/lazy.ts';
import { dollars, type Money } from '../data/money.ts';
import type { ProductRecord } from '../data/products.ts';
import { buildStock, WAREHOUSES } from '../data/stock.ts';
import type { Resolvers } from '../generated/inventory.ts';
import type { Respond } from '../server/call.ts';
import { buildSubgraph } from './build-subgraph.ts';
import { badInput } from './graphql-problems.ts';
import type { StockedProduct } from './stocked-product.ts';

const FREE_FROM = 100_00;

/** Base price and price of every begun 500 g, in minor units. */
const TARIFFS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['US', [4_90, 60]],
  ['CA', [7_90, 90]],
  ['GB', [9_90, 130]],
  ['DE', [9_90, 140]],
  ['FR', [9_90, 140]],
  ['SE', [11_90, 150]],
  ['CH', [14_90, 180]],
]);

export function buildInventory(dataset: Dataset): Respond {
  return buildSubgraph('inventory', buildResolvers(dataset));
}

function buildResolvers(dataset: Dataset): Resolvers {
  const { productBySku } = dataset.catalog();
  const stockOf = memoized((product: ProductRecord) => buildStock(dataset.seed, product));
  const warehouseById = new Map(WAREHOUSES.map((warehouse) => [warehouse.id, warehouse]));

  return {
    Query: {
      warehouses: () => [...WAREHOUSES],
    },
    Product: {
      __resolveReference(reference) {
        const record = productBySku.get(reference.sku);
        if (record === undefined) return null;
        const { weightGrams, price }: Partial<StockedProduct> = reference;
        return { __typename: 'Product', record, sku: record.sku, weightGrams, price };
      },
      stock: ({ record }) => stockOf(record),
      inStock: ({ record }) => stockOf(record).quantity > 0,
      stockByWarehouse: ({ record }) => [...stockOf(record).byWarehouse],
      shippingEstimate: ({ weightGrams, price }, { country }) =>
        estimate(weightGrams, price?.current, country),
    },
    Warehouse: {
      __resolveReference: ({ id }) => warehouseById.get(id) ?? null,
    },
  };
}

/** Null without delivery to the country, and if the weight or the price is unknown. */
function estimate(
  weightGrams: number | null | undefined,
  price: Money | undefined,
  country: string | null,
): Money | null {
  if (country === null || !/^[A-Z]{2}$/.test(country)) {
    throw badInput(`"country" must be an ISO 3166 code such as "US"; found "${country}"`);
  }
  const tariff = TARIFFS.get(country);
  if (tariff === undefined || price === undefined || typeof weightGrams !== 'number') return null;
  if (price.amount > FREE_FROM) return dollars(0);
  const [base, per500g] = tariff;
  return dollars(base + per500g * Math.ceil(weightGrams / 500));
}
