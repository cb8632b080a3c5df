import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createEstate, type Estate } from '../../demo/estate.ts';
import type { ServiceName } from '../../demo/harbour.ts';
import { listAt, sendQuery, valueAt } from '../support/send-query.ts';

let estate: Estate;

function call(name: ServiceName, path: string, init?: RequestInit): Promise<Response> {
  return fetch(`${estate.service(name).url}${path}`, init);
}

async function get(name: ServiceName, path: string, headers: Record<string, string> = {}): Promise<unknown> {
  const response = await call(name, path, { headers });
  assert.equal(response.status, 200);
  return response.json();
}

before(async () => {
  estate = await createEstate({ ports: 'ephemeral' });
});
after(() => estate.close());

describe('the pricing service', () => {
  const prices = (body: unknown): Promise<Response> =>
    call('pricing', '/v1/prices:batch', { method: 'POST', body: JSON.stringify(body) });

  it('pricing responds to a batch in its order and omits unknown skus', async () => {
    const response = await prices({ skus: ['HB-000002', 'nothing', 'HB-000001'] });
    const body: unknown = await response.json();
    assert.deepEqual(
      listAt(body, 'prices').map((price) => valueAt(price, 'sku')),
      ['HB-000002', 'HB-000001'],
    );
    const price = valueAt(body, 'prices.0');
    const list = Number(valueAt(price, 'listMinor'));
    const percent = Number(valueAt(price, 'discountPercent'));
    assert.equal(valueAt(price, 'currentMinor'), Math.round((list * (100 - percent)) / 100));
    assert.equal(valueAt(price, 'currency'), 'USD');
    assert.ok(
      listAt(price, 'promotions').every((promotion) => typeof valueAt(promotion, 'label') === 'string'),
    );
  });

  it('pricing refuses more than 200 skus and anything that is not a batch', async () => {
    const many = Array.from({ length: 201 }, (_, index) => `HB-${index}`);
    for (const body of [{ skus: many }, { skus: 'HB-000001' }, { skus: [1] }, [], null]) {
      assert.equal((await prices(body)).status, 400);
    }
    assert.equal((await call('pricing', '/v1/prices:batch', { method: 'POST', body: '{' })).status, 400);
    assert.equal((await call('pricing', '/v1/prices:batch')).status, 405);
  });
});

describe('the search service', () => {
  it('search pages through all hits with its cursor, best first', async () => {
    const scores: number[] = [];
    const ids = new Set<unknown>();
    let cursor = '';
    let total: unknown;
    do {
      const body = await get('search', `/v1/search?q=merino&limit=25${cursor}`);
      total = valueAt(body, 'totalHits');
      for (const hit of listAt(body, 'results')) {
        ids.add(valueAt(hit, 'productId'));
        scores.push(Number(valueAt(hit, 'score')));
      }
      const next = valueAt(body, 'page.next');
      cursor = typeof next === 'string' ? `&cursor=${next}` : '';
    } while (cursor !== '');
    assert.equal(ids.size, total);
    assert.deepEqual(
      scores,
      scores.toSorted((a, b) => b - a),
    );
  });

  it('search counts facets over all hits and narrows to a category and its descendants', async () => {
    const body = await get('search', '/v1/search?q=&category=clothing&limit=1');
    assert.equal(valueAt(body, 'totalHits'), 300);
    assert.deepEqual(valueAt(body, 'facets.0.name'), 'category');
    assert.equal(valueAt(body, 'facets.0.buckets.0.count'), 60);
  });

  it('search finds accented words that were typed without accents', async () => {
    assert.ok(Number(valueAt(await get('search', '/v1/search?q=saute'), 'totalHits')) > 0);
  });

  it('search refuses a cursor of another search, a malformed cursor, and limits out of range', async () => {
    const next = valueAt(await get('search', '/v1/search?q=merino&limit=5'), 'page.next');
    for (const query of [
      `q=wool&cursor=${next}`,
      'q=merino&cursor=xyz',
      'q=a&limit=0',
      'q=a&limit=101',
      'limit=5',
    ]) {
      assert.equal((await call('search', `/v1/search?${query}`)).status, 400, query);
    }
  });

  it('search completes a prefix', async () => {
    const body = await get('search', '/v1/suggest?prefix=Cam&limit=3');
    assert.equal(listAt(body, 'suggestions').length, 3);
    assert.ok(listAt(body, 'suggestions').every((word) => String(word).startsWith('cam')));
  });
});

describe('the recommendations service', () => {
  it('recommendations are the same for all anonymous clients and differ for a user', async () => {
    const anonymous = await get('recommendations', '/v1/recommendations?placement=TV&limit=6');
    assert.equal(listAt(anonymous, 'items').length, 6);
    assert.deepEqual(await get('recommendations', '/v1/recommendations?placement=TV&limit=6'), anonymous);
    const own = await get('recommendations', '/v1/recommendations?placement=TV&limit=6', {
      'x-auth-subject': 'user-3',
    });
    assert.notDeepEqual(own, anonymous);
  });

  it('recommendations name products that exist in the catalog', async () => {
    const body = await get('recommendations', '/v1/products/product-3/related?limit=10');
    const ids = listAt(body, 'items').map((item) => valueAt(item, 'product_id'));
    const response = await sendQuery(
      estate.service('catalog').url,
      'query ($ids: [ID!]!) { products(ids: $ids) { id } }',
      {
        variables: { ids },
      },
    );
    assert.deepEqual(
      listAt(response.body, 'data.products').map((product) => valueAt(product, 'id')),
      ids,
    );
  });

  it('recommendations refuse unknown products and placements', async () => {
    assert.equal((await call('recommendations', '/v1/products/nothing/related')).status, 404);
    assert.equal((await call('recommendations', '/v1/recommendations?placement=FRIDGE')).status, 400);
  });
});

describe('the carrier service', () => {
  async function xml(path: string): Promise<string> {
    const response = await call('carrier', path);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'application/xml; charset=ISO-8859-1');
    return new TextDecoder('latin1').decode(await response.arrayBuffer());
  }

  it('the carrier quotes several rates for domestic delivery and a single element for freight', async () => {
    const home = await xml('/rates?grams=500&country=US');
    assert.equal(
      home.match(/<Rate service="[A-Za-z]+"><Days>\d+<\/Days><Price minor="\d+" currency="USD"\/><\/Rate>/g)
        ?.length,
      3,
    );
    assert.equal((await xml('/rates?grams=20000&country=US')).match(/<Rate /g)?.length, 1);
  });

  it('the carrier reports faults with status 200', async () => {
    assert.match(
      await xml('/tracking/nothing'),
      /<Fault><Code>UNKNOWN_TRACKING_NUMBER<\/Code><Message>.+<\/Message><\/Fault>/,
    );
    assert.match(await xml('/rates?grams=x&country=US'), /<Fault><Code>INVALID_WEIGHT/);
    assert.match(await xml('/rates?grams=5&country=AQ'), /<Fault><Code>UNSUPPORTED_COUNTRY/);
  });

  it('the carrier tracks the shipments of orders, and an announced shipment has a single event', async () => {
    const response = await sendQuery(
      estate.service('orders').url,
      '{ orders(first: 100) { nodes { status shipments { trackingNumber } } } }',
      { subject: 'user-1' },
    );
    const numbers = listAt(response.body, 'data.orders.nodes').flatMap((order) =>
      listAt(order, 'shipments').map((shipment) => valueAt(shipment, 'trackingNumber')),
    );
    const tracked = await Promise.all(numbers.map((number) => xml(`/tracking/${number}`)));
    assert.ok(tracked.every((text) => text.includes('<TrackResponse><Status>')));
    assert.ok(tracked.some((text) => text.includes('<Place>Zürich</Place>')));
    assert.ok(tracked.some((text) => !text.includes('<EstimatedDelivery>')));
    const partners = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map((partner) =>
        sendQuery(
          estate.service('orders').url,
          '{ orders(first: 100, status: SHIPPED) { nodes { shipments { trackingNumber } } } }',
          { subject: `partner-${partner}` },
        ),
      ),
    );
    const onTheWay = partners.flatMap(({ body }) =>
      listAt(body, 'data.orders.nodes').flatMap((order) => listAt(order, 'shipments')),
    );
    const texts = await Promise.all(
      onTheWay.map((each) => xml(`/tracking/${valueAt(each, 'trackingNumber')}`)),
    );
    assert.ok(texts.some((text) => text.match(/<Event /g)?.length === 1));
  });
});
