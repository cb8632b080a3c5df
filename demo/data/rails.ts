import type { ClipRecord, MediaData, ShowRecord } from './media.ts';
import { PRODUCT_COUNT } from './products.ts';
import { type Random, randomFor } from './random.ts';

/** A product as the media subgraph knows it: by id. */
export interface ProductStub {
  readonly __typename: 'Product';
  readonly id: string;
}

export type RailItem = ProductStub | MediaItem;
export type MediaItem = ShowRecord | ClipRecord | MediaData['episodes'][number];

export interface RailRecord {
  readonly __typename: 'Rail';
  readonly id: string;
  readonly title: string;
  readonly kind: 'POSTERS' | 'CLIPS' | 'PRODUCTS' | 'MIXED';
  readonly items: readonly RailItem[];
}

const RAILS = [
  ['POSTERS', 'New this week'],
  ['MIXED', 'Shop the look'],
  ['CLIPS', 'In a minute'],
  ['PRODUCTS', 'Seen on screen'],
  ['POSTERS', 'Slow television'],
  ['CLIPS', 'Try this at home'],
  ['MIXED', 'For rainy days'],
  ['PRODUCTS', 'Editor’s bench'],
  ['POSTERS', 'Craft & making'],
  ['MIXED', 'Around the table'],
  ['CLIPS', 'Behind the scenes'],
  ['POSTERS', 'Short series'],
  ['PRODUCTS', 'From the kitchens'],
  ['POSTERS', 'Out in the open'],
  ['MIXED', 'Weekend projects'],
  ['CLIPS', 'Small repairs'],
  ['POSTERS', 'Family favourites'],
  ['PRODUCTS', 'Under fifty dollars'],
  ['MIXED', 'Made of wool'],
  ['POSTERS', 'Classics'],
  ['CLIPS', 'One tool, three uses'],
  ['MIXED', 'Garden hour'],
  ['POSTERS', 'Late night'],
  ['PRODUCTS', 'Last pieces'],
] as const;

export function productStub(id: string): ProductStub {
  return { __typename: 'Product', id };
}

export function buildRails(seed: number, media: MediaData): RailRecord[] {
  return RAILS.map(([kind, title], index) => {
    const random = randomFor(seed, 'rail', index + 1);
    const items = itemsOf(kind, random, media, random.int(12, 48));
    return { __typename: 'Rail', id: `rail-${index + 1}`, title, kind, items };
  });
}

/** Shows, episodes and clips in turn. */
export function buildTrending(seed: number, media: MediaData): MediaItem[] {
  const random = randomFor(seed, 'trending');
  const clips = random.sample(media.clips, 20);
  const episodes = random.sample(media.episodes, 20);
  return random.sample(media.shows, 20).flatMap((show, index) => {
    return [show, clips[index], episodes[index]].filter((item) => item !== undefined);
  });
}

function itemsOf(kind: RailRecord['kind'], random: Random, media: MediaData, count: number): RailItem[] {
  switch (kind) {
    case 'POSTERS':
      return random.sample(media.shows, count);
    case 'CLIPS':
      return random.sample(media.clips, count);
    case 'PRODUCTS':
      return products(random, count);
    case 'MIXED': {
      const share = Math.ceil(count / 4);
      const stubs = products(random, share);
      const clips = random.sample(media.clips, share);
      const episodes = random.sample(media.episodes, share);
      return random.sample(media.shows, share).flatMap((show, index) => {
        return [show, stubs[index], clips[index], episodes[index]].filter((item) => item !== undefined);
      });
    }
  }
}

function products(random: Random, count: number): ProductStub[] {
  const numbers = new Set(Array.from({ length: count }, () => random.int(1, PRODUCT_COUNT)));
  return [...numbers].map((number) => productStub(`product-${number}`));
}
