import { type AisleCategory, buildCategoryTree, type CategoryRecord } from './categories.ts';
import { buildCollections, buildSpotlight, type CollectionRecord } from './collections.ts';
import { type BrandRecord, buildProducts, type ProductRecord } from './products.ts';
import { BRANDS } from './words.ts';

export interface CatalogData {
  readonly brands: readonly BrandRecord[];
  readonly categories: readonly CategoryRecord[];
  readonly leaves: readonly AisleCategory[];
  /** Ordered by number: `products[0]` is `product-1`. */
  readonly products: readonly ProductRecord[];
  readonly collections: readonly CollectionRecord[];
  readonly spotlight: readonly (ProductRecord | CollectionRecord)[];
  readonly productById: ReadonlyMap<string, ProductRecord>;
  readonly productBySku: ReadonlyMap<string, ProductRecord>;
}

export function buildCatalogData(seed: number): CatalogData {
  const brands = BRANDS.map((name, index): BrandRecord => {
    return { __typename: 'Brand', id: `brand-${index + 1}`, name };
  });
  const { all, leaves } = buildCategoryTree();
  const products = buildProducts(seed, brands, leaves);
  const collections = buildCollections(seed, products);
  return {
    brands,
    categories: all,
    leaves,
    products,
    collections,
    spotlight: buildSpotlight(seed, products, collections),
    productById: new Map(products.map((product) => [product.id, product])),
    productBySku: new Map(products.map((product) => [product.sku, product])),
  };
}
