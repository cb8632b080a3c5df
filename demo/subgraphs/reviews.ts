import type { Dataset } from '../data/dataset.ts';
import { lazy } from '../data/lazy.ts';
import { productStub } from '../data/rails.ts';
import type { AddReviewInput, Resolvers } from '../generated/reviews.ts';
import type { Respond } from '../server/call.ts';
import { buildSubgraph } from './build-subgraph.ts';
import { requireUser } from './caller.ts';
import { badInput, notFound } from './graphql-problems.ts';
import { firstOf, pageOf } from './page.ts';
import { buildReviewsStore } from './reviews-store.ts';
import { userStub } from './user-stub.ts';

const MAX_TITLE_CHARS = 120;
const MAX_BODY_CHARS = 5_000;

export function buildReviews(dataset: Dataset): Respond {
  return buildSubgraph('reviews', buildResolvers(dataset));
}

function buildResolvers(dataset: Dataset): Resolvers {
  const store = buildReviewsStore(dataset);
  const { productById } = dataset.catalog();
  const nameById = lazy(() => new Map(dataset.users().map(({ id, displayName }) => [id, displayName])));

  return {
    Query: {
      review: (_, { id }) => store.get(id) ?? null,
      latestReviews: (_, { first }) => firstOf(store.latest(), first),
    },
    Mutation: {
      addReview(_, { input }, caller) {
        const authorId = requireUser(caller);
        check(input);
        if (!productById.has(input.productId)) throw notFound(`there is no product ${input.productId}`);
        const review = store.add({ ...input, authorId });
        if (review === undefined) throw badInput('the shop accepts no more reviews');
        return review;
      },
    },
    Review: {
      __resolveReference: ({ id }) => store.get(id) ?? null,
      author: ({ authorId }) => (authorId === null ? null : userStub(authorId)),
      product: ({ productId }) => productStub(productId),
    },
    Product: {
      __resolveReference: ({ id }) => (productById.has(id) ? productStub(id) : null),
      reviews: ({ id }, page) => pageOf(`product/${id}`, store.ofProduct(id), page),
      rating({ id }) {
        const { average, count, histogram } = store.rating(id);
        return { average, count, histogram: [...histogram] };
      },
    },
    User: {
      __resolveReference: ({ id }) => (nameById().has(id) ? userStub(id) : null),
      displayName: ({ id }) => nameById().get(id) ?? '',
      reviews: ({ id }, { first }) => firstOf(store.ofUser(id), first),
    },
  };
}

function check({ rating, title, body }: AddReviewInput): void {
  if (rating < 1 || rating > 5) throw badInput(`"rating" must be from 1 to 5; found ${rating}`);
  checkText('title', title, MAX_TITLE_CHARS);
  checkText('body', body, MAX_BODY_CHARS);
}

function checkText(name: string, text: string, maxChars: number): void {
  if (text.trim() === '' || text.length > maxChars) {
    throw badInput(`"${name}" must have 1 to ${maxChars} characters; found ${text.length}`);
  }
}
