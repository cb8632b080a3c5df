import type { Dataset } from '../data/dataset.ts';
import { memoized } from '../data/lazy.ts';
import type { ClipRecord } from '../data/media.ts';
import { PRODUCT_COUNT } from '../data/products.ts';
import { buildRails, buildTrending, productStub, type RailRecord } from '../data/rails.ts';
import { buildRenditions } from '../data/renditions.ts';
import type { Resolvers } from '../generated/media.ts';
import type { Respond } from '../server/call.ts';
import type { AssetRecord } from './asset-record.ts';
import { buildSubgraph } from './build-subgraph.ts';
import { badInput } from './graphql-problems.ts';
import { firstOf, pageOf } from './page.ts';

const MAX_IDS = 40;

/** `arrange` returns the current rails of the editors; called for each request. */
export function buildMedia(
  dataset: Dataset,
  arrange: (rails: readonly RailRecord[]) => readonly RailRecord[] = (rails) => rails,
): Respond {
  return buildSubgraph('media', buildResolvers(dataset, arrange));
}

function buildResolvers(
  dataset: Dataset,
  arrange: (rails: readonly RailRecord[]) => readonly RailRecord[],
): Resolvers {
  const media = dataset.media();
  const allRails = buildRails(dataset.seed, media);
  const trending = buildTrending(dataset.seed, media);
  const showById = new Map(media.shows.map((show) => [show.id, show]));
  const showBySlug = new Map(media.shows.map((show) => [show.slug, show]));
  const episodeById = new Map(media.episodes.map((episode) => [episode.id, episode]));
  const clipById = new Map(media.clips.map((clip) => [clip.id, clip]));
  const railOf = (id: string) => arrange(allRails).find((rail) => rail.id === id) ?? null;
  const clipsByProduct = groupByProduct(media.clips);
  const renditionsOf = memoized(buildRenditions);
  const productOf = (id: string) => {
    const number = Number(/^product-([1-9]\d{0,5})$/.exec(id)?.[1] ?? 0);
    return number >= 1 && number <= PRODUCT_COUNT ? productStub(id) : null;
  };

  return {
    Query: {
      show: (_, { id }) => showById.get(id) ?? null,
      clip: (_, { id }) => clipById.get(id) ?? null,
      episode: (_, { id }) => episodeById.get(id) ?? null,
      rails: (_, page) => pageOf('rails', arrange(allRails), page),
      railsById: (_, { ids }) => checkIds(ids).map(railOf),
      shelfItems: (_, { ids }) =>
        checkIds(ids).map(
          (id) => showById.get(id) ?? clipById.get(id) ?? episodeById.get(id) ?? productOf(id),
        ),
      hero: () => media.shows.find((show) => show.image !== null) ?? null,
      trending: (_, { first }) => firstOf(trending, first),
    },
    Rail: {
      __resolveReference: ({ id }) => railOf(id),
      itemCount: ({ items }) => items.length,
      items({ items }, { first, after }) {
        if (after === null || after === undefined) return firstOf(items, first);
        const position = items.findIndex(({ id }) => id === after);
        if (position === -1) throw badInput('"after" must be the id of an item of this rail');
        return firstOf(items.slice(position + 1), first);
      },
    },
    Show: {
      __resolveReference(reference) {
        return ('id' in reference ? showById.get(reference.id) : showBySlug.get(reference.slug)) ?? null;
      },
      genres: ({ genres }) => [...genres],
      episodes: ({ episodes }, { first }) => firstOf(episodes, first),
      featuredProducts: ({ productIds }, { first }) => firstOf(productIds, first).map(productStub),
    },
    Episode: {
      __resolveReference: ({ id }) => episodeById.get(id) ?? null,
      asset: ({ id }) => assetOf(id),
      show({ showId }) {
        const show = showById.get(showId);
        if (show === undefined) throw new Error(`an episode of an unknown show: ${showId}`);
        return show;
      },
    },
    Clip: {
      __resolveReference: ({ id }) => clipById.get(id) ?? null,
      asset: ({ id }) => assetOf(id),
      featuredProducts: ({ productIds }, { first }) => firstOf(productIds, first).map(productStub),
    },
    Asset: {
      __resolveReference({ id }) {
        const title = id.replace(/^asset-/, '');
        return id.startsWith('asset-') && (episodeById.has(title) || clipById.has(title))
          ? assetOf(title)
          : null;
      },
      renditions({ id }, { maxHeight }) {
        const all = renditionsOf(id);
        return typeof maxHeight === 'number' ? all.filter(({ height }) => height <= maxHeight) : all;
      },
      previewUrl: ({ id }) => (id.endsWith('7') ? null : `https://video.harbour.example/${id}/preview.webm`),
    },
    Product: {
      __resolveReference: ({ id }) => productOf(id),
      clips: ({ id }, { first }) => firstOf(clipsByProduct.get(id) ?? [], first),
    },
  };
}

function checkIds(ids: readonly string[]): readonly string[] {
  if (ids.length > MAX_IDS) throw badInput(`at most ${MAX_IDS} ids; found ${ids.length}`);
  return ids;
}

function assetOf(titleId: string): AssetRecord {
  return { __typename: 'Asset', id: `asset-${titleId}` };
}

function groupByProduct(clips: readonly ClipRecord[]): Map<string, ClipRecord[]> {
  const groups = new Map<string, ClipRecord[]>();
  for (const clip of clips) {
    for (const id of clip.productIds) {
      const group = groups.get(id);
      if (group === undefined) groups.set(id, [clip]);
      else group.push(clip);
    }
  }
  return groups;
}
