import type { Dataset } from '../data/dataset.ts';
import { toInstant } from '../data/instant.ts';
import { lazy } from '../data/lazy.ts';
import { productStub } from '../data/rails.ts';
import type { Resolvers } from '../generated/accounts.ts';
import type { Respond } from '../server/call.ts';
import { buildAccountsStore, type WishlistRecord } from './accounts-store.ts';
import { buildSubgraph } from './build-subgraph.ts';
import { requireUser } from './caller.ts';
import { badInput, notFound } from './graphql-problems.ts';
import { firstOf } from './page.ts';

export function buildAccounts(dataset: Dataset): Respond {
  return buildSubgraph('accounts', buildResolvers(dataset));
}

function buildResolvers(dataset: Dataset): Resolvers {
  const store = buildAccountsStore(dataset);
  const userById = lazy(() => new Map(dataset.users().map((user) => [user.id, user])));
  const deviceById = lazy(() => {
    return new Map(dataset.users().flatMap((user) => user.devices.map((device) => [device.id, device])));
  });
  const episodeById = lazy(() => new Map(dataset.media().episodes.map((episode) => [episode.id, episode])));

  return {
    Query: {
      me: (_, _args, { subject }) => userById().get(subject ?? '') ?? null,
    },
    Mutation: {
      addToWishlist(_, { productId }, caller) {
        const userId = requireUser(caller);
        if (!dataset.catalog().productById.has(productId)) throw notFound(`there is no product ${productId}`);
        if (!store.wish(userId, productId)) throw badInput('the wishlist is full');
        return wishlistOf(userId);
      },
      removeFromWishlist(_, { productId }, caller) {
        const userId = requireUser(caller);
        store.unwish(userId, productId);
        return wishlistOf(userId);
      },
      setWatchProgress(_, { episodeId, positionSeconds }, caller) {
        const userId = requireUser(caller);
        const episode = episodeById().get(episodeId);
        if (episode === undefined) throw notFound(`there is no episode ${episodeId}`);
        if (positionSeconds < 0 || positionSeconds > episode.durationSeconds) {
          throw badInput(
            `"positionSeconds" must be from 0 to ${episode.durationSeconds}; found ${positionSeconds}`,
          );
        }
        return store.watch(userId, episodeId, positionSeconds);
      },
    },
    User: {
      __resolveReference: ({ id }) => userById().get(id) ?? null,
      addresses: ({ addresses }) => [...addresses],
      devices: ({ devices }) => [...devices],
      wishlist: ({ id }) => wishlistOf(id),
      continueWatching: ({ id }, { first }) => firstOf(store.watched(id), first),
    },
    Wishlist: {
      __resolveReference({ id }) {
        const userId = id.replace(/^wishlist-/, 'user-');
        return id.startsWith('wishlist-') && userById().has(userId) ? wishlistOf(userId) : null;
      },
      itemCount: ({ userId }) => store.wishes(userId).length,
      items: ({ userId }, { first }) => firstOf(store.wishes(userId), first),
    },
    WishlistItem: {
      product: ({ productId }) => productStub(productId),
      addedAt: ({ addedAtMs }) => toInstant(addedAtMs),
    },
    WatchProgress: {
      episode: ({ episodeId }) => ({ __typename: 'Episode', id: episodeId }),
      updatedAt: ({ updatedAtMs }) => toInstant(updatedAtMs),
    },
    Device: {
      __resolveReference: ({ id }) => deviceById().get(id) ?? null,
    },
  };
}

function wishlistOf(userId: string): WishlistRecord {
  return { __typename: 'Wishlist', id: userId.replace('user-', 'wishlist-'), userId };
}
