import { BASE_INSTANT_MS, DAY_MS, toInstant } from './instant.ts';
import { PRODUCT_COUNT } from './products.ts';
import { type Random, randomFor } from './random.ts';
import { USER_COUNT } from './users.ts';

export interface ReviewRecord {
  readonly __typename: 'Review';
  readonly id: string;
  readonly rating: number;
  readonly title: string;
  readonly body: string;
  readonly createdAt: string;
  readonly helpfulVotes: number;
  /** Null if the account was deleted. */
  readonly authorId: string | null;
  readonly productId: string;
}

const TITLES: readonly (readonly string[])[] = [
  ['Sent it back', 'Broke in a week', 'Not as described'],
  ['Disappointed', 'Expected more', 'Fine until it was not'],
  ['Does the job', 'Mixed feelings', 'Good, with one flaw'],
  ['Very pleased', 'Better than the last one', 'Nearly perfect'],
  ['Could not be happier', 'Buy it once', 'The best I have owned 👩‍🍳'],
];

const SENTENCES = [
  'I bought this for my sister and ended up ordering a second one for us.',
  'The colour is a touch darker than in the photographs, which I prefer.',
  'After three months of daily use there is hardly a mark on it.',
  'Delivery took two days longer than promised, but the box was immaculate.',
  'My only complaint is the smell, which went away after a week by the window.',
  'The instructions are a single drawing — and that turned out to be enough.',
  'It is heavier than it looks; check the weight before you carry it up four floors.',
  'Customer service answered within the hour and sent a spare part free of charge. 👍',
  'My neighbour’s café uses the same one & they are just as fond of it.',
  'For the price I expected a little more care around the edges.',
  'We took it along the coast path in rain, wind and sand: no trouble at all.',
  'I have owned the old version for ten years; this one is quieter and easier to clean.',
];

/** At least 20,000, with hundreds for a few products; by product, then newest first. */
export function buildReviews(seed: number): ReviewRecord[] {
  const reviews: ReviewRecord[] = [];
  for (let number = 1; number <= PRODUCT_COUNT; number += 1) {
    const random = randomFor(seed, 'reviews', number);
    const count = random.chance(0.01) ? random.int(150, 400) : random.int(0, 18);
    const ages = Array.from({ length: count }, () => random.int(1, 900 * DAY_MS)).sort((a, b) => a - b);
    for (const age of ages) {
      reviews.push(buildReview(`review-${reviews.length + 1}`, `product-${number}`, age, random));
    }
  }
  return reviews;
}

function buildReview(id: string, productId: string, ageMs: number, random: Random): ReviewRecord {
  const rating = random.pick([1, 2, 3, 3, 4, 4, 4, 5, 5, 5, 5]);
  return {
    __typename: 'Review',
    id,
    rating,
    title: random.pick(TITLES[rating - 1] ?? []),
    body: buildBody(random),
    createdAt: toInstant(BASE_INSTANT_MS - ageMs),
    helpfulVotes: Math.floor(80 * random.unit() ** 5),
    authorId: random.chance(0.06) ? null : `user-${random.int(1, USER_COUNT)}`,
    productId,
  };
}

/** 150 to 900 characters without a repeated sentence: every step is coprime to the number of sentences. */
function buildBody(random: Random): string {
  const target = random.int(150, 780);
  const step = random.pick([1, 5, 7, 11]);
  let position = random.int(0, SENTENCES.length - 1);
  let body = '';
  while (body.length < target) {
    body += `${body === '' ? '' : ' '}${SENTENCES[position % SENTENCES.length]}`;
    position += step;
  }
  return body;
}
