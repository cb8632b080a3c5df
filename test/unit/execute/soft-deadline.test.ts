import assert from 'node:assert/strict';
import { after, describe, it, mock } from 'node:test';
import type { RequestContext } from '../../../shared/core/request-context.ts';
import type { SubgraphResponse } from '../../../shared/core/upstream-calls.ts';
import { createLastGood } from '../../../shared/degradation/last-good.ts';
import { shopUntil, type Weather } from '../../support/degraded-shop.ts';
import { mapStore } from '../../support/map-store.ts';
import { listAt, valueAt } from '../../support/send-query.ts';

const shop = shopUntil(after);

interface Held {
  readonly upstream: string;
  readonly context: RequestContext;
  /** Lets the response arrive. */
  readonly release: () => Promise<void>;
}

/** Calls to these upstreams wait until the test lets them go on. */
function holding(...upstreams: string[]): { weather: Weather; held: Held[] } {
  const held: Held[] = [];
  const weather: Weather = {
    instead(upstream, call, _request, context) {
      if (!upstreams.includes(upstream)) return call();
      return new Promise<SubgraphResponse>((resolve, reject) => {
        const release = () => call().then(resolve, reject);
        held.push({ upstream, context, release });
      });
    },
  };
  return { weather, held };
}

const softTimeoutMs = 5000;
const soon = () => ({ softDeadlineMs: performance.now() + softTimeoutMs });

/** Long enough for whatever needs no timer. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((done) => setImmediate(done));
}

/** Lets the time pass when so many calls are held and all others are done. */
async function passSoftDeadline(held: readonly Held[], count: number): Promise<void> {
  while (held.length < count) await new Promise((done) => setImmediate(done));
  await settled();
  mock.timers.tick(softTimeoutMs);
}

async function atSoftDeadline<Result>(
  held: readonly Held[],
  count: number,
  send: () => Promise<Result>,
): Promise<Result> {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const pending = send();
    await passSoftDeadline(held, count);
    return await pending;
  } finally {
    mock.timers.reset();
  }
}

describe('at the soft deadline', () => {
  const query = '{ products { id name rating reviews { author { city } } price { amount } } }';

  it('available data is sent, and missing data has failed', async () => {
    const { weather, held } = holding('pricing');
    const { status, headers, body } = await (await shop()).send(
      '{ products { id name rating price { amount } } }',
      {
        weather,
        context: soon(),
      },
    );
    assert.equal(status, 200);
    assert.equal(held.length, 1);
    assert.deepEqual(valueAt(body.data, 'products.0'), {
      id: '1',
      name: 'product 1',
      rating: 4.5,
      price: null,
    });
    assert.deepEqual(
      body.errors?.map(({ path, extensions }) => [path, extensions.code]),
      [[['products'], 'SOFT_DEADLINE_EXCEEDED']],
    );
    assert.deepEqual(body.extensions?.degraded, [
      { path: ['products'], upstream: 'pricing', reason: 'SOFT_DEADLINE_EXCEEDED', servedFrom: 'nothing' },
    ]);
    assert.equal(headers['frontage-degraded'], 'pricing');
  });

  it('calls are cancelled, unless their responses are recorded, even if they arrive late', async () => {
    const { weather, held } = holding('pricing', 'reviews');
    const lastGood = createLastGood({ store: mapStore() });
    const options = {
      lastGood,
      declared: { fields: { 'Product.price': { onError: 'lastGood', maxAge: 60_000 } } },
    } as const;
    const text = '{ product(id: "1") { rating price { amount } } }';
    const open = await shop();
    const { body } = await atSoftDeadline(held, 2, () =>
      open.send(text, { ...options, weather, context: soon() }),
    );
    assert.deepEqual(body.data, { product: { rating: null, price: null } });
    const given = new Map(held.map(({ upstream, context }) => [upstream, context.cancellation.isCancelled]));
    assert.deepEqual(Object.fromEntries(given), { pricing: false, reviews: true });
    for (const { release } of held) await release();
    await settled();
    const later = await (await shop()).send(text, {
      ...options,
      weather: { fails: { pricing: 'SUBGRAPH_TIMEOUT' } },
    });
    assert.deepEqual(later.body.data, { product: { rating: 4.5, price: { amount: 10 } } });
  });

  it('later responses do not change the data, and nothing more is requested', async () => {
    const seen: unknown[] = [];
    const calls: string[] = [];
    const { weather, held } = holding('reviews', 'pricing');
    const watched: Weather = {
      async instead(upstream, call, request, context) {
        calls.push(upstream);
        const response = await (weather.instead?.(upstream, call, request, context) ?? call());
        if (upstream === 'catalog') seen.push(...listAt(response.data, 'products'));
        return response;
      },
    };
    const open = await shop();
    const { body } = await atSoftDeadline(held, 2, () =>
      open.send(query, { context: soon(), weather: watched }),
    );
    // The result is made of these objects.
    const before = JSON.stringify(seen);
    const pending = calls.length;
    assert.equal(held.length, 2);
    for (const { release } of held) await release();
    await settled();
    assert.equal(JSON.stringify(seen), before);
    assert.equal(calls.length, pending);
    assert.equal(valueAt(body, 'data'), null, 'reviews cannot be null');
  });

  it('fetches that wait for others use their declared policies', async () => {
    const { weather, held } = holding('reviews');
    const declared = {
      fields: {
        'Query.topReviews': { onError: 'default', value: [{ text: 'none', author: { name: 'ann' } }] },
        'User.city': { onError: 'default', value: 'somewhere' },
      },
    } as const;
    const open = await shop();
    const { body } = await atSoftDeadline(held, 1, () =>
      open.send('{ topReviews { text author { city } } }', { weather, context: soon(), declared }),
    );
    assert.deepEqual(body.data, { topReviews: [{ text: 'none', author: { city: 'somewhere' } }] });
    assert.equal(body.errors, undefined);
  });

  it('a mutation is waited for', async () => {
    const { weather, held } = holding('accounts');
    const open = await shop();
    const { body } = await atSoftDeadline(held, 1, () => {
      const pending = open.send('mutation { rename(to: "eve") { city } }', { weather, context: soon() });
      void passSoftDeadline(held, 1).then(() => held[0]?.release());
      return pending;
    });
    assert.deepEqual(body, { data: { rename: { city: 'Rome' } } });
  });

  it('that has passed before the first fetch, nothing is requested', async () => {
    const { weather, held } = holding('accounts');
    const { body } = await (await shop()).send('{ me { city } }', {
      weather,
      context: { softDeadlineMs: performance.now() - 1 },
    });
    assert.deepEqual(body.data, { me: null });
    assert.equal(held.length, 0);
  });

  it('that is not reached, nothing changes', async () => {
    const context = { softDeadlineMs: performance.now() + 60_000 };
    const { body, headers } = await (await shop()).send('{ me { city } }', { context });
    assert.deepEqual(body, { data: { me: { city: 'Bern' } } });
    assert.equal(headers['frontage-degraded'], undefined);
  });
});
