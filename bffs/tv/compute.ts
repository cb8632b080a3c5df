import type { ComputeEnvironment, ComputeFunction } from '../../shared/index.ts';

const railsFirst = 5;
const railsNext = 3;
const maxRails = 40;
const maxFocusIds = 3;
const minuteMs = 60_000;
const validMinutes = 15;
const heightOf: Readonly<Record<string, number>> = { mid: 1080, high: 1080 };

interface Money {
  readonly amount: number | null;
  readonly currency: string | null;
}

interface Picture {
  readonly url: string | null;
}

/** What stands on a shelf, in the parts that a function asks for. */
interface Shelved {
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
  readonly price?: { readonly current: Money | null; readonly discountPercent?: number | null } | null;
  readonly stock?: { readonly status: string | null; readonly restockDays: number | null } | null;
  readonly rating?: { readonly average: number | null; readonly count: number | null } | null;
}

interface Shelf {
  readonly kind?: string | null;
  readonly items: readonly (Shelved | null)[] | null;
}

interface AllRails {
  readonly rails: { readonly nodes: readonly ({ readonly id: string } | null)[] | null } | null;
}

/**
 * The ids of all rails, and the minute of the request: answers of one minute are equal, and can be cached. The sum tells
 * a token that was cut or mistyped; who makes one up gets nothing but rails.
 */
export const layoutToken: ComputeFunction<AllRails> = ({ rails }, _args, { nowMs }) => {
  if (rails?.nodes == null) return null;
  const content = `${Math.floor(nowMs / minuteMs).toString(36)}.${idsOf(rails.nodes).map(encodeURIComponent).join(',')}`;
  return `1.${sumOf(content)}.${content}`;
};

export const railCount: ComputeFunction<AllRails> = ({ rails }) => rails?.nodes && idsOf(rails.nodes).length;

/** Throws for a token that is none, is too old, or is from the future, and for a place that no layout has. */
export const railWindowIds: ComputeFunction<
  null,
  { readonly layoutToken: string; readonly after: number }
> = (_object, args, { nowMs }) => {
  const [version, sum, minute = '', ids = '', ...rest] = args.layoutToken.split('.');
  if (version !== '1' || rest.length > 0 || sum !== sumOf(`${minute}.${ids}`)) {
    throw new RangeError('found no layout token');
  }
  const age = Math.floor(nowMs / minuteMs) - Number.parseInt(minute, 36);
  // Another replica's clock may be a minute ahead.
  if (!(age >= -1 && age <= validMinutes)) throw new RangeError(`the layout is ${age} minutes old`);
  const { after } = args;
  if (!(after >= 0 && after <= maxRails)) throw new RangeError(`after must be from 0 to ${maxRails}`);
  const all = ids === '' ? [] : ids.split(',').slice(0, maxRails);
  return all.slice(after, after + (after === 0 ? railsFirst : railsNext)).map(decodeURIComponent);
};

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

function idsOf(nodes: readonly ({ readonly id: string } | null)[]): string[] {
  return nodes.flatMap((rail) => rail?.id ?? []).slice(0, maxRails);
}

/** FNV-1a, 32 bits. */
function sumOf(text: string): string {
  let sum = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193);
  }
  return (sum >>> 0).toString(36);
}

function stateOf(items: readonly (Shelved | null | undefined)[] | null | undefined): string {
  return items?.some((item) => item?.title != null) ? 'OK' : 'UNAVAILABLE';
}

/** Its own, or that of the show. */
function pictureOf({ image, heroArt, show }: Shelved): string | null {
  return (image ?? heroArt ?? show?.heroArt)?.url ?? null;
}

function joined(parts: readonly (string | number | null | undefined)[]): string | null {
  const there = parts.filter((part) => part != null && part !== '');
  return there.length === 0 ? null : there.join(' · ');
}

const formats = new Map<string, Intl.NumberFormat>();

/** Whole amounts without their zeros: `$49`, `$47.50`. */
function priceOf({ price }: Shelved, { locale }: ComputeEnvironment): string | null {
  const { amount, currency } = price?.current ?? {};
  if (amount == null || currency == null) return null;
  const key = `${locale} ${currency}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' });
  if (formats.size < 100) formats.set(key, format);
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

function lengthOf(seconds: number | null | undefined): string | null {
  if (seconds == null) return null;
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes}m`;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${Math.floor(minutes / 60)}h ${minutes % 60}m`;
}

function stockOf({ stock }: Shelved): string | null {
  switch (stock?.status) {
    case 'IN_STOCK':
      return 'In stock';
    case 'LOW':
      return 'Few left';
    case 'BACKORDER':
      return stock.restockDays == null ? 'Back soon' : `Back in ${stock.restockDays} days`;
    case 'OUT_OF_STOCK':
      return 'Sold out';
    default:
      return null;
  }
}

function starsOf({ rating }: Shelved, { locale }: ComputeEnvironment): string | null {
  const { average, count } = rating ?? {};
  if (average == null || !count) return null;
  return `★ ${average.toLocaleString(locale, { maximumFractionDigits: 1 })} (${count.toLocaleString(locale)})`;
}
