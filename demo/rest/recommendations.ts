import { setTimeout as delay } from 'node:timers/promises';
import type { Dataset } from '../data/dataset.ts';
import type { ProductRecord } from '../data/products.ts';
import { type Random, randomFor } from '../data/random.ts';
import { json, notAllowed, problem, type Respond } from '../server/call.ts';
import { parseLimit } from './limit.ts';

const MAX_LIMIT = 50;
const PLACEMENTS = ['HOME', 'CART', 'TV'];
const SLOW_EVERY = 20;
const SLOW_MS = [150, 300] as const;

const PERSONAL = [
  'Because of what you watched',
  'From your wishlist’s neighbourhood',
  'Bought again and again',
];
const GENERAL = ['Popular this week', 'Seen on screen', null];
const RELATED = ['Often bought together', 'Goes well with it', null];

interface Item {
  readonly reason: string | null;
  readonly product_id: string;
}

/** `GET /v1/recommendations` and `GET /v1/products/{id}/related`; every twentieth response is slow. */
export function buildRecommendations(dataset: Dataset): Respond {
  const { products, productById } = dataset.catalog();
  let calls = 0;

  function choose(
    random: Random,
    from: readonly ProductRecord[],
    reasons: readonly (string | null)[],
    limit: number,
  ): Item[] {
    return random.sample(from, limit).map(({ id }) => ({ reason: random.pick(reasons), product_id: id }));
  }

  async function takeTime(): Promise<void> {
    calls += 1;
    if (calls % SLOW_EVERY === 0) await delay(randomFor(dataset.seed, 'slow', calls).int(...SLOW_MS));
  }

  return async ({ method, path, query, headers }) => {
    if (method !== 'GET') return notAllowed('GET');
    const limit = parseLimit(query.get('limit'), 8, MAX_LIMIT);
    if (limit === undefined) return problem(400, `"limit" must be from 1 to ${MAX_LIMIT}`);
    await takeTime();

    if (path === '/v1/recommendations') {
      const placement = query.get('placement') ?? 'HOME';
      if (!PLACEMENTS.includes(placement))
        return problem(400, `"placement" must be one of ${PLACEMENTS.join(', ')}`);
      const subject = headers['x-auth-subject'];
      const random = randomFor(dataset.seed, `recommendations/${placement}/${subject ?? 'everybody'}`);
      return json(200, {
        items: choose(random, products, subject === undefined ? GENERAL : PERSONAL, limit),
      });
    }

    const id = /^\/v1\/products\/([\w-]+)\/related$/.exec(path)?.[1];
    if (id === undefined) return problem(404, `unknown path ${path}`);
    const product = productById.get(id);
    if (product === undefined) return problem(404, `there is no product ${id}`);
    const department = product.category.parent;
    const others = products.filter((other) => other !== product && other.category.parent === department);
    return json(200, {
      items: choose(randomFor(dataset.seed, 'related', product.number), others, RELATED, limit),
    });
  };
}
