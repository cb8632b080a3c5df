import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { createConnectorSubgraph } from '../../shared/connect/connector-subgraph.ts';
import { Cancellation } from '../../shared/core/runtime/cancellation.ts';
import type { LocalSubgraph } from '../../shared/core/upstream-calls.ts';
import { harbourConnectors } from '../support/connector-subgraphs.ts';
import { fetchSourceAt } from '../support/fetch-source.ts';
import { requestContext } from '../support/request-context.ts';
import { serveRest } from '../support/rest-server.ts';

const definitions = harbourConnectors();

function subgraphAt(name: string, url: string): LocalSubgraph {
  const definition = definitions.get(name);
  assert.ok(definition);
  return createConnectorSubgraph(definition, fetchSourceAt(new Map([[`${name}.${name}`, url]])));
}

const xml = { 'content-type': 'application/xml; charset=iso-8859-1' };

test('each source is listed with its base URL', () => {
  const sources = [...definitions.values()].flatMap((definition) => definition.sources);
  assert.deepEqual(sources, [
    { id: { subgraph: 'carrier', source: 'carrier' }, baseURL: 'http://127.0.0.1:4114' },
    { id: { subgraph: 'pricing', source: 'pricing' }, baseURL: 'http://127.0.0.1:4111' },
    { id: { subgraph: 'recommendations', source: 'recommendations' }, baseURL: 'http://127.0.0.1:4113' },
    { id: { subgraph: 'search', source: 'search' }, baseURL: 'http://127.0.0.1:4112' },
  ]);
});

test('24 products of two fetches are priced with one call, matched by sku', async (t) => {
  const server = await serveRest(t, ({ body }) => {
    const { skus } = JSON.parse(body);
    const prices = skus
      .filter((sku: string) => sku !== 'sku-7')
      .reverse()
      .map((sku: string) => ({
        sku,
        currentMinor: Number(sku.slice(4)),
        listMinor: 9_900,
        currency: 'USD',
        discountPercent: 5,
        promotions: [],
      }));
    return { body: JSON.stringify({ prices }) };
  });
  const pricing = subgraphAt('pricing', server.url);
  const query = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on Product { price { current { amount currency } } } }
  }`;
  const context = requestContext();
  const loadPrices = (from: number, to: number) => {
    const representations = Array.from({ length: to - from }, (_, index) => ({
      __typename: 'Product',
      sku: `sku-${from + index}`,
    }));
    return pricing.execute({ query, variables: { representations } }, context);
  };
  const [first, second] = await Promise.all([loadPrices(0, 16), loadPrices(8, 24)]);
  assert.equal(server.calls.length, 1);
  assert.equal(server.calls[0]?.url, '/v1/prices:batch');
  assert.equal(JSON.parse(server.calls[0]?.body ?? '').skus.length, 24);
  const entities = (response: typeof first) => JSON.parse(JSON.stringify(response.data?.['_entities']));
  assert.deepEqual(entities(first)[3], { price: { current: { amount: 3, currency: 'USD' } } });
  assert.deepEqual(entities(second)[15], { price: { current: { amount: 23, currency: 'USD' } } });
  assert.equal(entities(first)[7], null);
  assert.equal(first.errors, undefined);
});

test('a failing price call is one error for each entity, without internal details', async (t) => {
  const server = await serveRest(t, () => ({ status: 503, body: '{"secret":"db-7.internal"}' }));
  const representations = [
    { __typename: 'Product', sku: 'a' },
    { __typename: 'Product', sku: 'b' },
  ];
  const response = await subgraphAt('pricing', server.url).execute(
    {
      query:
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Product { promotions { code } } } }',
      variables: { r: representations },
    },
    requestContext(),
  );
  assert.equal(server.calls.length, 1);
  assert.deepEqual(JSON.parse(JSON.stringify(response)), {
    data: { _entities: [null, null] },
    errors: [0, 1].map((index) => ({
      message: 'An upstream responded with an HTTP error.',
      path: ['_entities', index],
      extensions: { code: 'SUBGRAPH_HTTP_ERROR' },
    })),
  });
});

test('search encodes its parameters, omits those that are null, and returns references', async (t) => {
  const body = {
    totalHits: 2,
    page: { next: 'c2' },
    results: [
      { score: 1.5, productId: 'p1' },
      { score: 1, productId: 'p2' },
    ],
    facets: [{ name: 'brand', buckets: [{ key: 'Acme', count: 2 }] }],
  };
  const server = await serveRest(t, () => ({ body: JSON.stringify(body) }));
  const response = await subgraphAt('search', server.url).execute(
    {
      query: `query ($q: String!, $facets: Boolean!) {
        found: search(query: $q, category: null) {
          totalCount nextCursor
          hits { score product { __typename id } }
          facets @include(if: $facets) { name values { value count } }
        }
      }`,
      variables: { q: 'tea & cups/../', facets: true },
    },
    requestContext(),
  );
  assert.equal(server.calls[0]?.url, '/v1/search?q=tea%20%26%20cups%2F..%2F&limit=24');
  assert.deepEqual(JSON.parse(JSON.stringify(response)), {
    data: {
      found: {
        totalCount: 2,
        nextCursor: 'c2',
        hits: [
          { score: 1.5, product: { __typename: 'Product', id: 'p1' } },
          { score: 1, product: { __typename: 'Product', id: 'p2' } },
        ],
        facets: [{ name: 'brand', values: [{ value: 'Acme', count: 2 }] }],
      },
    },
  });
});

test('suggestions are a list of strings', async (t) => {
  const server = await serveRest(t, () => ({ body: '{"suggestions":["tea","teapot"]}' }));
  const response = await subgraphAt('search', server.url).execute(
    { query: '{ suggestions(prefix: "te") }' },
    requestContext(),
  );
  assert.deepEqual(response.data?.['suggestions'], ['tea', 'teapot']);
  assert.equal(server.calls[0]?.url, '/v1/suggest?prefix=te&limit=5');
});

test('recommendations fetch related products, each product once', async (t) => {
  const items = [
    { reason: 'popular', product_id: 'p1' },
    { reason: 'new', product_id: 'p1' },
    { reason: null, product_id: 'p2' },
  ];
  const server = await serveRest(t, ({ url }) => ({
    body: JSON.stringify({ items: url.startsWith('/v1/recommendations') ? items : [items[2]] }),
  }));
  const response = await subgraphAt('recommendations', server.url).execute(
    {
      query:
        '{ recommendations(placement: CART) { reason product { id related(first: 1) { product { id } } } } }',
    },
    requestContext(),
  );
  assert.equal(response.errors, undefined);
  assert.deepEqual(server.calls.map(({ url }) => url).sort(), [
    '/v1/products/p1/related?limit=1',
    '/v1/products/p2/related?limit=1',
    '/v1/recommendations?placement=CART&limit=8',
  ]);
});

const tracking = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Shipment { trackingNumber tracking { status events { at place text } } }
  }
}`;
const shipment = { representations: [{ __typename: 'Shipment', trackingNumber: 'T/1' }] };
const event = (text: string) =>
  `<Event time="2026-01-02"><Place>Z\xfcrich</Place><Text>${text}</Text></Event>`;

for (const [name, events, expected] of [
  ['several events', event('sent') + event('arrived'), ['sent', 'arrived']],
  ['one event', event('sent'), ['sent']],
  ['no event', '', []],
] as const) {
  test(`tracking reads XML with ${name} in the charset of its content type`, async (t) => {
    const body = `<?xml version="1.0"?><TrackResponse><Status>MOVING</Status><Events>${events}</Events></TrackResponse>`;
    const server = await serveRest(t, () => ({ headers: xml, body: Buffer.from(body, 'latin1') }));
    const response = await subgraphAt('carrier', server.url).execute(
      { query: tracking, variables: shipment },
      requestContext(),
    );
    assert.equal(server.calls[0]?.url, '/tracking/T%2F1');
    assert.equal(server.calls[0]?.headers['accept'], 'application/xml');
    assert.deepEqual(JSON.parse(JSON.stringify(response)), {
      data: {
        _entities: [
          {
            trackingNumber: 'T/1',
            tracking: {
              status: 'MOVING',
              events: expected.map((text) => ({ at: '2026-01-02', place: 'Zürich', text })),
            },
          },
        ],
      },
    });
  });
}

test('a carrier fault with status 200 fails the field', async (t) => {
  const body = '<Fault><Code>17</Code><Reason>host carrier-3.internal</Reason></Fault>';
  const server = await serveRest(t, () => ({ headers: xml, body }));
  const response = await subgraphAt('carrier', server.url).execute(
    { query: tracking, variables: shipment },
    requestContext(),
  );
  assert.deepEqual(JSON.parse(JSON.stringify(response)), {
    data: { _entities: [{ trackingNumber: 'T/1', tracking: null }] },
    errors: [
      {
        message: 'An upstream responded with an HTTP error.',
        path: ['_entities', 0, 'tracking'],
        extensions: { code: 'SUBGRAPH_HTTP_ERROR' },
      },
    ],
  });
});

test('delivery rates read numbers from attributes', async (t) => {
  const body =
    '<RateResponse><Rate service="EXPRESS"><Days>2</Days><Price minor="1990" currency="EUR"/></Rate></RateResponse>';
  const server = await serveRest(t, () => ({ headers: { 'content-type': 'text/xml' }, body }));
  const representations = [{ __typename: 'Product', id: 'p1', weightGrams: 250 }];
  const response = await subgraphAt('carrier', server.url).execute(
    {
      query: `query ($r: [_Any!]!) { _entities(representations: $r) {
        ... on Product { deliveryRates(country: "CH") { service days price { amount currency } } }
      } }`,
      variables: { r: representations },
    },
    requestContext(),
  );
  assert.equal(server.calls[0]?.url, '/rates?grams=250&country=CH');
  const price = { amount: 1990, currency: 'EUR' };
  assert.deepEqual(JSON.parse(JSON.stringify(response)), {
    data: { _entities: [{ deliveryRates: [{ service: 'EXPRESS', days: 2, price }] }] },
  });
});

test('a connector call ends with its request', async (t) => {
  const server = await serveRest(t, () => new Promise(() => undefined));
  const cancellation = new Cancellation();
  const requested = subgraphAt('search', server.url).execute(
    { query: '{ suggestions(prefix: "te") }' },
    requestContext({ cancellation }),
  );
  while (server.calls.length === 0) await setImmediate();
  cancellation.cancel();
  const { data, errors } = await requested;
  assert.deepEqual({ ...data }, { suggestions: null });
  assert.deepEqual(errors?.[0]?.extensions, { code: 'SUBGRAPH_UNAVAILABLE' });
});
