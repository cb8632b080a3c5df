import { toSlug } from './departments.ts';
import { type Image, image } from './images.ts';
import type { ProductRecord } from './products.ts';
import { randomFor } from './random.ts';

export interface CollectionRecord {
  readonly __typename: 'Collection';
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly image: Image | null;
  readonly items: readonly (ProductRecord | CollectionRecord)[];
}

const TITLES = [
  'Slow Sundays',
  'The Long Table',
  'First Frost',
  'Balcony Season',
  'Under Fifty Dollars',
  'Made to Last',
  'Back to the Trail',
  'Quiet Evenings',
  'For Small Kitchens',
  'New Parents',
  'The Repair Shelf',
  'Harbour Originals',
  'Rainy Day Kit',
  'Weekend Bakers',
  'Desk Reset',
  'Gifts for Gardeners',
  'Camp Coffee',
  'Wool Month',
  'As Seen on Screen',
  'Last Light',
  'The Picnic Edit',
  'Summer Porch',
  'Tiny Adventurers',
  'Studio Sound',
];

/** Every collection has 14 to 40 products; a later one can contain an earlier collection too. */
export function buildCollections(seed: number, products: readonly ProductRecord[]): CollectionRecord[] {
  const collections: CollectionRecord[] = [];
  for (const [index, title] of TITLES.entries()) {
    const random = randomFor(seed, 'collection', index + 1);
    const items: (ProductRecord | CollectionRecord)[] = random.sample(products, random.int(14, 40));
    if (collections.length > 0 && random.chance(0.5)) items.splice(3, 0, random.pick(collections));
    const slug = toSlug(title);
    collections.push({
      __typename: 'Collection',
      id: `collection-${index + 1}`,
      slug,
      title,
      image: random.chance(0.1) ? null : image(`collections/${slug}`, title, 3200, 1800),
      items,
    });
  }
  return collections;
}

/** The editors' choice for the home screens: two products, a collection, and so on. */
export function buildSpotlight(
  seed: number,
  products: readonly ProductRecord[],
  collections: readonly CollectionRecord[],
): (ProductRecord | CollectionRecord)[] {
  const random = randomFor(seed, 'spotlight');
  const chosen = random.sample(products, 24);
  const themes = random.sample(collections, 12);
  return themes.flatMap((theme, index) => [...chosen.slice(index * 2, index * 2 + 2), theme]);
}
