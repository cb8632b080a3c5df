import { toSlug } from './departments.ts';
import { type Image, image } from './images.ts';
import { PRODUCT_COUNT } from './products.ts';
import { type Random, randomFor } from './random.ts';
import { CLIP_FORMATS, EPISODE_TITLES, GENRES, SHOW_SUBJECTS, SHOW_TITLES, SYNOPSES } from './show-words.ts';

const SHOW_COUNT = 72;
const CLIP_COUNT = 300;

export interface ShowRecord {
  readonly __typename: 'Show';
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly synopsis: string;
  readonly genres: readonly string[];
  readonly year: number;
  readonly maturity: string;
  readonly image: Image | null;
  readonly poster: Image;
  readonly heroArt: Image;
  readonly episodes: readonly EpisodeRecord[];
  readonly productIds: readonly string[];
}

export interface EpisodeRecord {
  readonly __typename: 'Episode';
  readonly id: string;
  readonly title: string;
  readonly number: number;
  readonly synopsis: string;
  readonly durationSeconds: number;
  readonly image: Image | null;
  readonly showId: string;
}

export interface ClipRecord {
  readonly __typename: 'Clip';
  readonly id: string;
  readonly title: string;
  readonly durationSeconds: number;
  readonly image: Image | null;
  readonly productIds: readonly string[];
}

export interface MediaData {
  readonly shows: readonly ShowRecord[];
  readonly episodes: readonly EpisodeRecord[];
  readonly clips: readonly ClipRecord[];
}

export function buildMediaData(seed: number): MediaData {
  const shows: ShowRecord[] = [];
  const episodes: EpisodeRecord[] = [];
  for (let number = 1; number <= SHOW_COUNT; number += 1) {
    const show = buildShow(number, episodes.length, randomFor(seed, 'show', number));
    shows.push(show);
    episodes.push(...show.episodes);
  }
  const clips = Array.from({ length: CLIP_COUNT }, (_, index) =>
    buildClip(index + 1, randomFor(seed, 'clip', index + 1)),
  );
  return { shows, episodes, clips };
}

function buildShow(number: number, episodesBefore: number, random: Random): ShowRecord {
  const subject = random.pick(SHOW_SUBJECTS);
  const title = random.pick(SHOW_TITLES).replace('{}', subject);
  const id = `show-${number}`;
  return {
    __typename: 'Show',
    id,
    slug: `${toSlug(title)}-${number}`,
    title,
    synopsis: random.sample(SYNOPSES, random.int(2, 4)).join(' ').replaceAll('{}', subject),
    genres: random.sample(GENRES, random.int(1, 3)),
    year: random.int(2016, 2026),
    maturity: random.pick(['U', 'PG', '12', '15']),
    image: random.chance(0.05) ? null : image(`shows/${id}/card`, title, 1920, 1080),
    poster: image(`shows/${id}/poster`, title, 1600, 2400),
    heroArt: image(`shows/${id}/hero`, random.chance(0.5) ? null : title, 3840, 2160),
    episodes: Array.from({ length: random.int(4, 9) }, (_, index) =>
      buildEpisode(id, index + 1, episodesBefore + index + 1, random),
    ),
    productIds: anyProductIds(random, random.int(8, 16)),
  };
}

function buildEpisode(showId: string, number: number, position: number, random: Random): EpisodeRecord {
  const id = `episode-${position}`;
  const title = random.pick(EPISODE_TITLES);
  return {
    __typename: 'Episode',
    id,
    title,
    number,
    synopsis: random.sample(SYNOPSES, 2).join(' ').replaceAll('{}', title.toLowerCase()),
    durationSeconds: random.int(18 * 60, 62 * 60),
    image: random.chance(0.08) ? null : image(`episodes/${id}`, title, 1920, 1080),
    showId,
  };
}

function buildClip(number: number, random: Random): ClipRecord {
  const id = `clip-${number}`;
  const title = random.pick(CLIP_FORMATS).replace('{}', random.pick(SHOW_SUBJECTS));
  // Eight consecutive numbers make sure that every product occurs in at least one clip; the others are random.
  const row = Array.from(
    { length: 8 },
    (_, index) => `product-${(((number - 1) * 8 + index) % PRODUCT_COUNT) + 1}`,
  );
  return {
    __typename: 'Clip',
    id,
    title,
    durationSeconds: random.int(12, 180),
    image: random.chance(0.05) ? null : image(`clips/${id}`, title, 1080, 1920),
    productIds: [...new Set([...row, ...anyProductIds(random, random.int(0, 6))])],
  };
}

/** Draws numbers instead of records, because the media subgraph knows products only by id. */
function anyProductIds(random: Random, count: number): string[] {
  return [...new Set(Array.from({ length: count }, () => `product-${random.int(1, PRODUCT_COUNT)}`))];
}
