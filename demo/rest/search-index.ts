import type { CatalogData } from '../data/catalog.ts';
import { isWithin } from '../data/categories.ts';
import type { ProductRecord } from '../data/products.ts';

export interface Hit {
  readonly product: ProductRecord;
  readonly score: number;
}

export interface SearchIndex {
  /** Products that match every word of the query, by a whole word or a prefix; best first. */
  search(query: string, category: string | null): Hit[];
  /** Words and brands that start with the prefix, most frequent first. */
  suggest(prefix: string): string[];
}

export function buildSearchIndex({ products }: CatalogData): SearchIndex {
  const entries = products.map((product) => {
    const title = words(product.title);
    return { product, title, all: new Set([...title, ...words(product.category.name)]) };
  });
  const frequency = new Map<string, number>();
  for (const { all } of entries) {
    for (const word of all) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  }
  const vocabulary = [...frequency.keys()]
    .filter((word) => word.length > 2)
    .sort((a, b) => (frequency.get(b) ?? 0) - (frequency.get(a) ?? 0) || (a < b ? -1 : 1));

  return {
    search(query, category) {
      const terms = words(query);
      return entries
        .filter(({ product }) => category === null || isWithin(product.category, category))
        .map(({ product, all }) => ({ product, score: score(terms, all) }))
        .filter((hit) => hit.score > 0)
        .sort((a, b) => b.score - a.score || a.product.number - b.product.number);
    },
    suggest: (prefix) => vocabulary.filter((word) => word.startsWith(fold(prefix.trim()))),
  };
}

/** 1 for a query without words, which matches everything. */
function score(terms: readonly string[], known: ReadonlySet<string>): number {
  if (terms.length === 0) return 1;
  let sum = 0;
  for (const word of terms) {
    if (known.has(word)) sum += 1;
    else if ([...known].some((other) => other.startsWith(word))) sum += 0.5;
    else return 0;
  }
  return Math.round((sum / terms.length) * 1000) / 1000;
}

function words(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Lower case without accents, so that "saute" finds "Sauté". */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
