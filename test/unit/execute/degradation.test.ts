import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { PolicyDeclaration } from '../../../shared/core/degradation.ts';
import { FrontageError } from '../../../shared/core/errors.ts';
import { createLastGood } from '../../../shared/degradation/last-good.ts';
import { shopUntil, type Weather } from '../../support/degraded-shop.ts';
import { mapStore } from '../../support/map-store.ts';
import { valueAt } from '../../support/send-query.ts';

const shop = shopUntil(after);

interface Place {
  readonly name: string;
  readonly query: string;
  readonly field: string;
  /** Which upstream is down. */
  readonly down: string;
  readonly fallback: unknown;
  /** The location of the field's value in the result. */
  readonly at: string;
  /** The path that is reported to clients. */
  readonly path: readonly (string | number)[];
  /** The location of the list that contains its object. */
  readonly list?: string;
}

const places: readonly Place[] = [
  {
    name: 'a root field',
    query: '{ best: topReviews { text } me { city } }',
    field: 'Query.topReviews',
    down: 'reviews',
    fallback: [{ text: 'nothing yet' }],
    at: 'best',
    path: ['best'],
  },
  {
    name: 'a field of an entity',
    query: '{ first: product(id: "1") { id cost: price { amount currency } } }',
    field: 'Product.price',
    down: 'pricing',
    fallback: { amount: 0, currency: 'EUR' },
    at: 'first.cost',
    path: ['first', 'cost'],
  },
  {
    name: 'a field of the items of a list',
    query: '{ all: products { id stars: rating } }',
    field: 'Product.rating',
    down: 'reviews',
    fallback: 0,
    at: 'all.0.stars',
    path: ['all'],
    list: 'all',
  },
  {
    name: 'a field of a connector',
    query: '{ boxes { id level: fill } trending }',
    field: 'Box.fill',
    down: 'suggestions',
    fallback: 100,
    at: 'boxes.0.level',
    path: ['boxes', 0, 'level'],
    list: 'boxes',
  },
  {
    name: 'a field of an entity by a connector',
    query: '{ product(id: "2") { id similar } }',
    field: 'Product.similar',
    down: 'suggestions',
    fallback: [],
    at: 'product.similar',
    path: ['product', 'similar'],
  },
];

function weather({ down }: Place): Weather {
  return { fails: { [down]: 'SUBGRAPH_TIMEOUT' } };
}

function declare({ field }: Place, policy: PolicyDeclaration) {
  return { fields: { [field]: policy } };
}

const pathsIn = (list: readonly { readonly path?: unknown }[] = []) => list.map(({ path }) => path);

describe('the last good value of an entity', () => {
  it('is found by every operation that selects the same fields of it', async () => {
    const lastGood = createLastGood({ store: mapStore() });
    const declared = { fields: { 'Product.rating': { onError: 'lastGood', maxAge: 60_000 } } } as const;
    await (await shop()).send('query Shelf { products { id rating } }', { declared, lastGood });
    await lastGood.close();
    const query = 'query Card { featured { id stars: rating } }';
    const during = await (await shop()).send(query, {
      declared,
      lastGood,
      weather: { fails: { reviews: 'SUBGRAPH_TIMEOUT' } },
    });
    assert.equal(valueAt(during.body.data, 'featured.stars'), 4.5);
  });
});

describe('if an upstream fails,', () => {
  for (const place of places) {
    describe(place.name, () => {
      it('is null, with an error and a degraded part, if no policy is declared', async () => {
        const { status, headers, body, degraded } = await (await shop()).send(place.query, {
          weather: weather(place),
        });
        assert.equal(status, 200);
        assert.equal(valueAt(body.data, place.at), null);
        assert.equal(headers['frontage-degraded'], place.down);
        assert.equal(headers['cache-control'], 'no-store');
        assert.deepEqual(degraded, [place.down]);
        const parts = body.extensions?.degraded.filter((part) => part['upstream'] === place.down) ?? [];
        const part = { upstream: place.down, reason: 'SUBGRAPH_TIMEOUT', servedFrom: 'nothing' };
        assert.ok(parts.some((one) => valueAt(one, 'path.0') === place.path[0]));
        assert.deepEqual(parts[0], { ...part, path: valueAt(parts[0], 'path') });
        assert.ok(JSON.stringify(pathsIn(body.errors)).includes(JSON.stringify(place.path).slice(1, -1)));
      });

      it('is its default, without an error', async () => {
        const { body } = await (await shop()).send(place.query, {
          weather: weather(place),
          declared: declare(place, { onError: 'default', value: place.fallback }),
        });
        assert.deepEqual(valueAt(body.data, place.at), place.fallback);
        const mine = (body.errors ?? []).filter(
          ({ path }) => JSON.stringify(path) === JSON.stringify(place.path),
        );
        assert.deepEqual(mine, []);
        assert.ok(
          body.extensions?.degraded.some(
            ({ path, servedFrom }) =>
              servedFrom === 'default' && JSON.stringify(path) === JSON.stringify(place.path),
          ),
          JSON.stringify(body.extensions),
        );
      });

      it('is its last good value, and reports its age', async () => {
        let nowMs = 1_000_000;
        const lastGood = createLastGood({ store: mapStore(), now: () => nowMs });
        const declared = declare(place, { onError: 'lastGood', maxAge: 60_000 });
        const { body: before } = await (await shop()).send(place.query, { declared, lastGood });
        assert.equal(before.extensions, undefined);
        await lastGood.close();
        nowMs += 5000;
        const fromMs = Date.now();
        const during = await (await shop()).send(place.query, {
          declared,
          lastGood,
          weather: weather(place),
        });
        const untilMs = Date.now();
        assert.deepEqual(valueAt(during.body.data, place.at), valueAt(before.data, place.at));
        const part = during.body.extensions?.degraded.find(({ servedFrom }) => servedFrom === 'lastGood');
        assert.deepEqual([part?.['path'], part?.['ageMs']], [place.path, 5000]);
        // 5 of its 60 seconds are over.
        const requestedMs = Date.parse(String(part?.['staleAt'])) - 55_000;
        assert.ok(requestedMs >= fromMs && requestedMs <= untilMs, String(part?.['staleAt']));
        nowMs += 60_000;
        const later = await (await shop()).send(place.query, { declared, lastGood, weather: weather(place) });
        assert.equal(valueAt(later.body.data, place.at), null);
      });

      it('fails the whole response if declared', async () => {
        const failure = new FrontageError('SUBGRAPH_CIRCUIT_OPEN', { retryAfterMs: 2500 });
        const { status, headers, body } = await (await shop()).send(place.query, {
          weather: { fails: { [place.down]: failure } },
          declared: declare(place, { onError: 'fail' }),
        });
        assert.equal(status, 503);
        assert.equal(body.data, null);
        assert.deepEqual(
          body.errors?.map(({ extensions }) => extensions.code),
          ['SUBGRAPH_CIRCUIT_OPEN'],
        );
        assert.match(String(headers['retry-after']), /^[13]$/);
        assert.equal(headers['cache-control'], 'no-store');
      });

      it('does not suggest a retry for a permanent failure', async () => {
        const { status, headers, body } = await (await shop()).send(place.query, {
          weather: { fails: { [place.down]: 'SUBGRAPH_INVALID_RESPONSE' } },
          declared: declare(place, { onError: 'fail' }),
        });
        assert.equal(status, 503);
        assert.equal(valueAt(body.errors?.[0], 'extensions.code'), 'SUBGRAPH_INVALID_RESPONSE');
        assert.equal(headers['retry-after'], undefined);
      });

      if (!place.field.startsWith('Query.')) {
        it('removes its object from the list if declared, and is null without a list', async () => {
          const { body } = await (await shop()).send(place.query, {
            weather: weather(place),
            declared: declare(place, { onError: 'omit' }),
          });
          if (place.list === undefined) {
            assert.equal(valueAt(body.data, place.at), null);
            assert.deepEqual(pathsIn(body.errors), [place.path]);
          } else {
            assert.deepEqual(valueAt(body.data, place.list), []);
            const about = body.extensions?.degraded.filter(({ path }) => valueAt(path, '0') === place.list);
            assert.deepEqual(pathsIn(about), [[place.list]]);
            assert.ok(!JSON.stringify(pathsIn(body.errors)).includes(place.list));
          }
        });
      }
    });
  }
});

describe('an item that is omitted', () => {
  /** Reports that it cannot resolve a field of the entity at an index. */
  const withoutOne = (
    failing: Readonly<Record<string, readonly [index: number, field: string]>>,
  ): Weather => ({
    async instead(upstream, call) {
      const response = await call();
      const [index, field] = failing[upstream] ?? [];
      const entities = response.data?.['_entities'];
      if (index === undefined || !Array.isArray(entities)) return response;
      entities[index] = null;
      return {
        data: { _entities: entities },
        errors: [{ message: 'x', path: ['_entities', index, field ?? ''] }],
      };
    },
  });

  it('shifts the paths of the items behind it', async () => {
    const { body } = await (await shop()).send(
      '{ shelves { items: products { id rating price { amount } } } }',
      {
        declared: { fields: { 'Product.rating': { onError: 'omit' } } },
        weather: withoutOne({ reviews: [0, 'rating'], pricing: [1, 'price'] }),
      },
    );
    const [two, three] = [
      { id: '2', rating: 4.5, price: null },
      { id: '3', rating: 4.5, price: { amount: 30 } },
    ];
    // Product 1 stood first on the first shelf.
    assert.deepEqual(body.data, { shelves: [{ items: [two] }, { items: [two, three] }] });
    assert.deepEqual(pathsIn(body.errors), [
      ['shelves', 0, 'items', 0, 'price'],
      ['shelves', 1, 'items', 0, 'price'],
    ]);
    const parts = body.extensions?.degraded.map(({ path, upstream }) => [upstream, path]);
    assert.deepEqual(parts, [
      ['pricing', ['shelves', 0, 'items', 0, 'price']],
      ['pricing', ['shelves', 1, 'items', 0, 'price']],
      ['reviews', ['shelves']],
    ]);
  });

  it('removes its errors', async () => {
    const { body } = await (await shop()).send('{ products { id rating price { amount } } }', {
      declared: { fields: { 'Product.rating': { onError: 'omit' } } },
      weather: withoutOne({ reviews: [1, 'rating'], pricing: [1, 'price'] }),
    });
    assert.deepEqual(valueAt(body.data, 'products.1.id'), '3');
    assert.equal(body.errors, undefined);
    assert.deepEqual(
      body.extensions?.degraded.map(({ upstream, path }) => [upstream, path]),
      [['reviews', ['products']]],
    );
  });
});

describe('fields that need a failed one', () => {
  const query = '{ product(id: "1") { parcel } }';
  const down = { fails: { pricing: 'SUBGRAPH_UNAVAILABLE' } } as const;

  it('are computed from its default', async () => {
    const declared = { fields: { 'Product.label': { onError: 'default', value: 'a label' } } } as const;
    const { body } = await (await shop()).send(query, { weather: down, declared });
    assert.deepEqual(body.data, { product: { parcel: 'parcel for a label' } });
    assert.equal(body.errors, undefined);
    assert.deepEqual(body.extensions?.degraded, [
      { path: ['product'], upstream: 'pricing', reason: 'SUBGRAPH_UNAVAILABLE', servedFrom: 'default' },
    ]);
  });

  it('have their own default if it has none', async () => {
    const declared = { fields: { 'Product.parcel': { onError: 'default', value: 'a box' } } } as const;
    const { body } = await (await shop()).send(query, { weather: down, declared });
    assert.deepEqual(body.data, { product: { parcel: 'a box' } });
    assert.ok(body.extensions?.degraded.some(({ path }) => JSON.stringify(path) === '["product","parcel"]'));
  });

  it('apply their own policies: fields that the client did not select fail nothing', async () => {
    const declared = { fields: { 'Product.label': { onError: 'fail' } } } as const;
    const { status, body } = await (await shop()).send(query, { weather: down, declared });
    assert.equal(status, 200);
    assert.deepEqual(body.data, { product: { parcel: null } });
  });
});
