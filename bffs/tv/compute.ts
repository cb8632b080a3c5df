import type { ComputeFunction } from '../../shared/index.ts';
import { joined, lengthOf, priceOf, type Sold, starsOf, stockOf } from './texts.ts';

export { layoutToken, railCount, railWindowIds } from './rail-windows.ts';

const maxFocusIds = 3;
const heightOf: Readonly<Record<string, number>> = { mid: 1080, high: 1080 };

interface Picture {
  readonly url: string | null;
}

/** An item of a shelf, with the fields that functions require. */
interface Shelved extends Sold {
  readonly __typename?: string;
  readonly id?: string;
  readonly title?: string | null;
  readonly synopsis?: string | null;
  readonly description?: string | null;
  readonly number?: number | null;
  readonly durationSeconds?: number | null;
  readonly year?: number | null;
  readonly maturity?: string | null;
  readonly genres?: readonly string[] | null;
  readonly image?: Picture | null;
  readonly poster?: Picture | null;
  readonly heroArt?: Picture | null;
  readonly show?: { readonly heroArt: Picture | null } | null;
}

interface Shelf {
  readonly kind?: string | null;
  readonly items: readonly (Shelved | null)[] | null;
}

export const focusIds: ComputeFunction<null, { readonly ids: readonly string[] }> = (_object, { ids }) => {
  if (ids.length > maxFocusIds) throw new RangeError(`at most ${maxFocusIds} ids; found ${ids.length}`);
  return ids;
};

export const aspect: ComputeFunction<{ readonly kind: string | null }> = ({ kind }) =>
  kind === 'POSTERS' ? '2:3' : '16:9';

export const railState: ComputeFunction<Shelf> = ({ items }) => stateOf(items);

export const recommendedTitle: ComputeFunction = () => 'For you';
export const recommendedAspect: ComputeFunction = () => '16:9';

export const recommendedState: ComputeFunction<{
  readonly recommendations: readonly ({ readonly product: Shelved | null } | null)[] | null;
}> = ({ recommendations }) => stateOf(recommendations?.map((one) => one?.product));

export const pictures: ComputeFunction<Shelf> = ({ kind, items }) =>
  kind === 'POSTERS' ? [] : (items ?? []).map((item) => item && pictureOf(item));

export const posters: ComputeFunction<Shelf> = ({ kind, items }) =>
  kind === 'POSTERS' ? (items ?? []).map((item) => item?.poster?.url) : [];

export const cardId: ComputeFunction<Shelved> = ({ id }) => id;

export const cardKind: ComputeFunction<Shelved> = ({ __typename = '' }) =>
  ['Product', 'Show', 'Episode', 'Clip'].includes(__typename) ? __typename.toUpperCase() : 'UNKNOWN';

export const cardTitle: ComputeFunction<Shelved> = ({ title }) => title;

export const cardSubtitle: ComputeFunction<Shelved> = (item, _args, env) =>
  priceOf(item, env) ?? lengthOf(item.durationSeconds) ?? joined([item.year, item.maturity]);

export const synopsis: ComputeFunction<Shelved> = (item) => item.synopsis ?? item.description;

export const facts: ComputeFunction<Shelved> = (item, _args, env) =>
  joined([
    priceOf(item, env),
    starsOf(item, env),
    item.year,
    item.maturity,
    item.genres?.join(', '),
    item.number == null ? null : `Episode ${item.number}`,
    lengthOf(item.durationSeconds),
  ]);

export const art: ComputeFunction<Shelved> = (item) => item.heroArt?.url ?? pictureOf(item);

export const picture: ComputeFunction<Shelved> = pictureOf;

export const productLines: ComputeFunction<Shelved> = (item, _args, env) => {
  const price = priceOf(item, env);
  const less = item.price?.discountPercent ?? 0;
  const lines = [price && less > 0 ? `${price}, ${less}% less` : price, stockOf(item), starsOf(item, env)];
  return lines.filter((line) => line != null);
};

export const buyOnPhoneUrl: ComputeFunction<{ readonly slug: string | null }> = ({ slug }) =>
  slug === null ? null : `https://harbour.example/buy/${encodeURIComponent(slug)}?from=tv`;

/** H264, which every set plays; of renditions of the same height the one with the lower bit rate. */
export const videoUrl: ComputeFunction<{
  readonly asset: {
    readonly renditions:
      | readonly {
          readonly url: string;
          readonly codec: string;
          readonly height: number;
          readonly bitrateKbps: number;
        }[]
      | null;
  } | null;
}> = ({ asset }, _args, { profile }) => {
  const maxHeight = heightOf[profile] ?? 720;
  const [best] = (asset?.renditions ?? [])
    .filter(({ codec, height }) => codec === 'H264' && height <= maxHeight)
    .sort((one, other) => other.height - one.height || one.bitrateKbps - other.bitrateKbps);
  return best?.url;
};

interface Watched {
  readonly positionSeconds: number;
  readonly episode: { readonly number?: number | null; readonly durationSeconds: number | null } | null;
}

export const whatIsLeft: ComputeFunction<Watched> = ({ positionSeconds, episode }) => {
  if (episode?.durationSeconds == null) return null;
  const left = lengthOf(Math.max(0, episode.durationSeconds - positionSeconds));
  return `Episode ${episode.number} · ${left} left`;
};

export const watchedPicture: ComputeFunction<{ readonly episode: Shelved | null }> = ({ episode }) =>
  episode && pictureOf(episode);

export const progress: ComputeFunction<Watched> = ({ positionSeconds, episode }) =>
  episode?.durationSeconds
    ? Math.min(100, Math.round((100 * positionSeconds) / episode.durationSeconds))
    : null;

export const orderLine: ComputeFunction<{
  readonly status: string | null;
  readonly shipments:
    | readonly ({
        readonly tracking: { readonly status: string; readonly estimatedDelivery: string | null } | null;
      } | null)[]
    | null;
}> = ({ status, shipments }, _args, { locale }) => {
  const tracking = shipments?.find((shipment) => shipment?.tracking)?.tracking;
  const day = tracking?.estimatedDelivery && new Date(tracking.estimatedDelivery);
  const arrives =
    day && !Number.isNaN(day.getTime())
      ? `arrives ${day.toLocaleDateString(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' })}`
      : null;
  return joined([status && status[0] + status.slice(1).toLowerCase(), arrives]);
};

function stateOf(items: readonly (Shelved | null | undefined)[] | null | undefined): string {
  return items?.some((item) => item?.title != null) ? 'OK' : 'UNAVAILABLE';
}

/** The item's own value, or that of its show. */
function pictureOf({ image, heroArt, show }: Shelved): string | null {
  return (image ?? heroArt ?? show?.heroArt)?.url ?? null;
}
