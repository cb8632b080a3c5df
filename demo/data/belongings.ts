import { BASE_INSTANT_MS, DAY_MS } from './instant.ts';
import type { EpisodeRecord } from './media.ts';
import type { ProductRecord } from './products.ts';
import { randomFor } from './random.ts';

export interface WishlistEntry {
  readonly productId: string;
  readonly addedAtMs: number;
}

export interface WatchEntry {
  readonly episodeId: string;
  readonly positionSeconds: number;
  readonly updatedAtMs: number;
}

/** The wishlist of a user from before the estate started; newest first. */
export function buildWishlist(
  seed: number,
  userNumber: number,
  products: readonly ProductRecord[],
): WishlistEntry[] {
  const random = randomFor(seed, 'wishlist', userNumber);
  return random
    .sample(products, random.int(0, 30))
    .map(({ id }) => ({ productId: id, addedAtMs: BASE_INSTANT_MS - random.int(1, 400 * DAY_MS) }))
    .sort((a, b) => b.addedAtMs - a.addedAtMs);
}

/** The videos that a user watched before the estate started; newest first. */
export function buildWatchProgress(
  seed: number,
  userNumber: number,
  episodes: readonly EpisodeRecord[],
): WatchEntry[] {
  const random = randomFor(seed, 'watch', userNumber);
  return random
    .sample(episodes, random.int(0, 14))
    .map(({ id, durationSeconds }) => ({
      episodeId: id,
      positionSeconds: random.int(20, durationSeconds),
      updatedAtMs: BASE_INSTANT_MS - random.int(1, 60 * DAY_MS),
    }))
    .sort((a, b) => b.updatedAtMs - a.updatedAtMs);
}
