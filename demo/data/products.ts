import type { AisleCategory, CategoryRecord } from './categories.ts';
import { toSlug } from './departments.ts';
import { type Image, image } from './images.ts';
import { BASE_INSTANT_MS, DAY_MS, toInstant } from './instant.ts';
import { buildPrice, type Price } from './prices.ts';
import { type Random, randomFor } from './random.ts';

export const PRODUCT_COUNT = 2_400;

export interface BrandRecord {
  readonly __typename: 'Brand';
  readonly id: string;
  readonly name: string;
}

export interface ProductRecord {
  readonly __typename: 'Product';
  readonly id: string;
  readonly sku: string;
  /** 1-based; the number in `id` and `sku`. */
  readonly number: number;
  readonly title: string;
  readonly slug: string;
  readonly brand: BrandRecord;
  readonly category: CategoryRecord;
  readonly weightGrams: number;
  readonly image: Image | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly supplierRef: string | null;
  readonly price: Price;
}

export function buildProducts(
  seed: number,
  brands: readonly BrandRecord[],
  leaves: readonly AisleCategory[],
): ProductRecord[] {
  return Array.from({ length: PRODUCT_COUNT }, (_, index) => {
    const number = index + 1;
    const leaf = leaves[index % leaves.length];
    if (leaf === undefined) throw new RangeError('the category tree has no leaves');
    return buildProduct(number, leaf, brands, randomFor(seed, 'product', number));
  });
}

function buildProduct(
  number: number,
  { aisle, category }: AisleCategory,
  brands: readonly BrandRecord[],
  random: Random,
): ProductRecord {
  const brand = random.pick(brands);
  const name = `${brand.name} ${random.pick(aisle.looks)} ${random.pick(aisle.nouns)}`;
  const title = `${name}, ${random.pick(aisle.variants)}`;
  const sku = `HB-${String(number).padStart(6, '0')}`;
  const createdMs = BASE_INSTANT_MS - random.int(30, 1_400) * DAY_MS - random.int(0, DAY_MS);
  const updatedMs = createdMs + Math.floor(random.unit() * (BASE_INSTANT_MS - createdMs));
  return {
    __typename: 'Product',
    id: `product-${number}`,
    sku,
    number,
    title,
    slug: `${toSlug(title)}-${number}`,
    brand,
    category,
    weightGrams: random.int(...aisle.weight),
    image: random.chance(0.03) ? null : image(`products/${sku.toLowerCase()}/1`, title, 2400, 2400),
    createdAt: toInstant(createdMs),
    updatedAt: toInstant(updatedMs),
    supplierRef: random.chance(0.2) ? null : `SUP-${random.int(10_000, 99_999)}`,
    price: buildPrice(random, aisle.price),
  };
}
