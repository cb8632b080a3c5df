import { buildAttributes } from '../data/attributes.ts';
import { isWithin } from '../data/categories.ts';
import type { Dataset } from '../data/dataset.ts';
import { buildDescription, buildSeoHtml } from '../data/descriptions.ts';
import { image } from '../data/images.ts';
import { lazy, memoized } from '../data/lazy.ts';
import { dollars } from '../data/money.ts';
import type { ProductRecord } from '../data/products.ts';
import { randomFor } from '../data/random.ts';
import { buildStock } from '../data/stock.ts';
import type { Resolvers } from '../generated/catalog.ts';
import type { Respond } from '../server/call.ts';
import { buildSubgraph } from './build-subgraph.ts';
import { badInput } from './graphql-problems.ts';
import { firstOf, pageOf } from './page.ts';

const MAX_IDS = 100;
const GALLERY_SIZE = 12;

export function buildCatalog(dataset: Dataset): Respond {
  return buildSubgraph('catalog', buildResolvers(dataset));
}

function buildResolvers(dataset: Dataset): Resolvers {
  const { seed } = dataset;
  const { products, productById, productBySku, categories, collections, brands, spotlight } =
    dataset.catalog();
  const brandById = new Map(brands.map((brand) => [brand.id, brand]));
  const categoryById = new Map(categories.map((category) => [category.id, category]));
  const categoryBySlug = new Map(categories.map((category) => [category.slug, category]));
  const collectionById = new Map(collections.map((collection) => [collection.id, collection]));
  const collectionBySlug = new Map(collections.map((collection) => [collection.slug, collection]));
  const descriptionOf = memoized((product: ProductRecord) => buildDescription(seed, product));
  const attributesOf = memoized((product: ProductRecord) => buildAttributes(seed, product));
  const productsIn = memoized((slug: string) => products.filter(({ category }) => isWithin(category, slug)));
  const staleStock = lazy(() => new Set(randomFor(seed, 'stale-stock').sample(products, 120)));

  return {
    Query: {
      product(_, { id, sku }) {
        if ((id ?? null) === null && typeof sku === 'string') return productBySku.get(sku) ?? null;
        if ((sku ?? null) === null && typeof id === 'string') return productById.get(id) ?? null;
        throw badInput('give either "id" or "sku"');
      },
      products(_, { ids }) {
        if (ids.length > MAX_IDS) throw badInput(`"ids" may have ${MAX_IDS} entries; found ${ids.length}`);
        return ids.map((id) => productById.get(id) ?? null);
      },
      productFeed(_, { first, after, updatedSince }) {
        return pageOf('feed', updatedAfter(products, updatedSince ?? null), { first, after });
      },
      category: (_, { slug }) => categoryBySlug.get(slug) ?? null,
      categories: () => [...categories],
      collection: (_, { slug }) => collectionBySlug.get(slug) ?? null,
      spotlight: (_, { first }) => firstOf(spotlight, first),
    },
    Product: {
      __resolveReference(reference) {
        return ('id' in reference ? productById.get(reference.id) : productBySku.get(reference.sku)) ?? null;
      },
      description: descriptionOf,
      gallery: (product, { first }) => firstOf(galleryOf(product), first),
      attributes: attributesOf,
      // One product in twenty has yesterday's state: the reason why the inventory took the field over.
      inStock: (product) => buildStock(seed, product).quantity > 0 !== staleStock().has(product),
      costPrice: ({ price, number }) => dollars(Math.round((price.listMinor * (45 + (number % 20))) / 100)),
      seoHtml: buildSeoHtml,
    },
    Brand: {
      __resolveReference: ({ id }) => brandById.get(id) ?? null,
    },
    Category: {
      __resolveReference(reference) {
        return (
          ('id' in reference ? categoryById.get(reference.id) : categoryBySlug.get(reference.slug)) ?? null
        );
      },
      products: ({ slug }, page) => pageOf(`category/${slug}`, productsIn(slug), page),
    },
    Collection: {
      __resolveReference(reference) {
        const known =
          'id' in reference ? collectionById.get(reference.id) : collectionBySlug.get(reference.slug);
        return known ?? null;
      },
      items: ({ items }, { first }) => firstOf(items, first),
    },
  };
}

function updatedAfter(products: readonly ProductRecord[], since: string | null): readonly ProductRecord[] {
  if (since === null) return products;
  const sinceMs = Date.parse(since);
  if (Number.isNaN(sinceMs)) throw badInput(`"updatedSince" must be an RFC 3339 instant; found "${since}"`);
  return products.filter(({ updatedAt }) => Date.parse(updatedAt) > sinceMs);
}

function galleryOf({ sku, title, number }: ProductRecord): ReturnType<typeof image>[] {
  const length = 2 + (number % (GALLERY_SIZE - 1));
  return Array.from({ length }, (_, index) => {
    return image(`products/${sku.toLowerCase()}/${index + 1}`, index % 3 === 2 ? null : title, 2400, 2400);
  });
}
