import { buildCatalogData, type CatalogData } from './catalog.ts';
import { lazy } from './lazy.ts';
import { buildMediaData, type MediaData } from './media.ts';
import { buildOrders, type OrderRecord } from './orders.ts';
import { buildReviews, type ReviewRecord } from './reviews.ts';
import { buildUsers, type UserRecord } from './users.ts';

/** The initial data of the shop. Every family is created on first access; nothing here ever changes. */
export interface Dataset {
  readonly seed: number;
  catalog(): CatalogData;
  users(): readonly UserRecord[];
  media(): MediaData;
  reviews(): readonly ReviewRecord[];
  orders(): readonly OrderRecord[];
}

export const DEFAULT_SEED = 2026;

export function buildDataset(seed: number = DEFAULT_SEED): Dataset {
  const catalog = lazy(() => buildCatalogData(seed));
  return {
    seed,
    catalog,
    users: lazy(() => buildUsers(seed)),
    media: lazy(() => buildMediaData(seed)),
    reviews: lazy(() => buildReviews(seed)),
    orders: lazy(() => buildOrders(seed, catalog().products)),
  };
}
