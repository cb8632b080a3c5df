import type { Dataset } from '../data/dataset.ts';
import { BASE_INSTANT_MS, MINUTE_MS, toInstant } from '../data/instant.ts';
import type { ReviewRecord } from '../data/reviews.ts';

/** Reviews that can be written while the estate runs; more are refused. */
const MAX_ADDED = 50_000;

export interface NewReview {
  readonly productId: string;
  readonly authorId: string;
  readonly rating: number;
  readonly title: string;
  readonly body: string;
}

export interface RatingSummary {
  readonly average: number;
  readonly count: number;
  readonly histogram: readonly number[];
}

/** All lists are newest first. */
export interface ReviewsStore {
  get(id: string): ReviewRecord | undefined;
  latest(): readonly ReviewRecord[];
  ofProduct(productId: string): readonly ReviewRecord[];
  ofUser(userId: string): readonly ReviewRecord[];
  rating(productId: string): RatingSummary;
  /** Undefined if the store is full. */
  add(review: NewReview): ReviewRecord | undefined;
}

export function buildReviewsStore(dataset: Dataset): ReviewsStore {
  const latest = dataset.reviews().toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  const seeded = latest.length;
  const byId = new Map(latest.map((review) => [review.id, review]));
  const byProduct = groupBy(latest, (review) => review.productId);
  const byUser = groupBy(latest, (review) => review.authorId);

  return {
    get: (id) => byId.get(id),
    latest: () => latest,
    ofProduct: (productId) => byProduct.get(productId) ?? [],
    ofUser: (userId) => byUser.get(userId) ?? [],
    rating: (productId) => summarize(byProduct.get(productId) ?? []),
    add(input) {
      const added = latest.length - seeded;
      if (added >= MAX_ADDED) return undefined;
      const review: ReviewRecord = {
        __typename: 'Review',
        id: `review-${latest.length + 1}`,
        createdAt: toInstant(BASE_INSTANT_MS + (added + 1) * MINUTE_MS),
        helpfulVotes: 0,
        ...input,
      };
      latest.unshift(review);
      byId.set(review.id, review);
      byProduct.set(review.productId, [review, ...(byProduct.get(review.productId) ?? [])]);
      byUser.set(review.authorId, [review, ...(byUser.get(review.authorId) ?? [])]);
      return review;
    },
  };
}

function groupBy<Key>(
  reviews: readonly ReviewRecord[],
  keyOf: (review: ReviewRecord) => Key,
): Map<Key, ReviewRecord[]> {
  const groups = new Map<Key, ReviewRecord[]>();
  for (const review of reviews) {
    const key = keyOf(review);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [review]);
    else group.push(review);
  }
  return groups;
}

function summarize(reviews: readonly ReviewRecord[]): RatingSummary {
  const histogram = [1, 2, 3, 4, 5].map((stars) => reviews.filter(({ rating }) => rating === stars).length);
  const sum = reviews.reduce((total, { rating }) => total + rating, 0);
  return { average: reviews.length === 0 ? 0 : sum / reviews.length, count: reviews.length, histogram };
}
