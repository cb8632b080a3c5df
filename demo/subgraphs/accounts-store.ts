import {
  buildWatchProgress,
  buildWishlist,
  type WatchEntry,
  type WishlistEntry,
} from '../data/belongings.ts';
import type { Dataset } from '../data/dataset.ts';
import { BASE_INSTANT_MS, MINUTE_MS } from '../data/instant.ts';
import { memoized } from '../data/lazy.ts';

const MAX_WISHES = 500;

export interface EpisodeStub {
  readonly __typename: 'Episode';
  readonly id: string;
}

export interface WishlistRecord {
  readonly __typename: 'Wishlist';
  readonly id: string;
  readonly userId: string;
}

/** The data that users change while the estate runs. The ids must exist: the resolvers check that. */
export interface AccountsStore {
  wishes(userId: string): readonly WishlistEntry[];
  /** False if the list is full. */
  wish(userId: string, productId: string): boolean;
  unwish(userId: string, productId: string): void;
  watched(userId: string): readonly WatchEntry[];
  watch(userId: string, episodeId: string, positionSeconds: number): WatchEntry;
}

export function buildAccountsStore(dataset: Dataset): AccountsStore {
  const numberOf = (userId: string): number => Number(userId.slice('user-'.length));
  const wishes = memoized((userId: string) => {
    return buildWishlist(dataset.seed, numberOf(userId), dataset.catalog().products);
  });
  const watched = memoized((userId: string) => {
    return buildWatchProgress(dataset.seed, numberOf(userId), dataset.media().episodes);
  });

  // Every change is a minute after the one before it: an order of events that depends on no clock.
  let changes = 0;
  function nextInstantMs(): number {
    changes += 1;
    return BASE_INSTANT_MS + changes * MINUTE_MS;
  }

  return {
    wishes,
    wish(userId, productId) {
      const list = wishes(userId);
      if (list.some((entry) => entry.productId === productId)) return true;
      if (list.length >= MAX_WISHES) return false;
      list.unshift({ productId, addedAtMs: nextInstantMs() });
      return true;
    },
    unwish(userId, productId) {
      remove(wishes(userId), (entry) => entry.productId === productId);
    },
    watched,
    watch(userId, episodeId, positionSeconds) {
      const list = watched(userId);
      const entry = { episodeId, positionSeconds, updatedAtMs: nextInstantMs() };
      remove(list, (known) => known.episodeId === episodeId);
      list.unshift(entry);
      return entry;
    },
  };
}

function remove<Item>(list: Item[], isIt: (item: Item) => boolean): void {
  const position = list.findIndex(isIt);
  if (position !== -1) list.splice(position, 1);
}
