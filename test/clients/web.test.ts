import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createEstate, type Estate } from '../../demo/estate.ts';
import { type ClientScreens, countCalls, createClientScreens, sizesOf } from '../support/client-screens.ts';
import { type GraphqlResponse, listAt, sendQuery, valueAt } from '../support/send-query.ts';

/** Bytes raw and with Brotli; upstream calls that one request replaces. */
const budgets = [
  { screen: 'home', rawBytes: 90_000, brBytes: 12_000, leastCalls: 10 },
  { screen: 'product', rawBytes: 150_000, brBytes: 30_000, leastCalls: 8 },
  { screen: 'search', rawBytes: 60_000, brBytes: 8_000, leastCalls: 5 },
  { screen: 'account', rawBytes: 120_000, brBytes: 16_000, leastCalls: 8 },
] as const;

let estate: Estate;
let web: ClientScreens;

before(async () => {
  estate = await createEstate({ ports: 'ephemeral' });
  web = await createClientScreens('web', estate);
});
after(async () => {
  await web?.close();
  await estate?.close();
});

async function queryWeb(
  query: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<GraphqlResponse> {
  const response = await sendQuery(`${web.bff.url}/graphql`, query, { headers });
  assert.deepEqual(response.codes, []);
  return response;
}

describe('pages of the website', () => {
  for (const { screen, rawBytes, brBytes, leastCalls } of budgets) {
    it(`a page is one request for many calls, and not too large: ${screen}`, async () => {
      const shown = await web.show(screen);
      assert.deepEqual([shown.response.status, shown.response.codes], [200, []]);
      const sizes = sizesOf(shown.response);
      assert.ok(sizes.rawBytes <= rawBytes, `${sizes.rawBytes} bytes`);
      assert.ok(sizes.brBytes <= brBytes, `${sizes.brBytes} bytes with Brotli`);
      assert.ok(countCalls(shown) >= leastCalls, `${countCalls(shown)} calls`);
    });
  }

  it('the home page has a hero and eight sections', async () => {
    const { body } = (await web.show('home')).response;
    assert.equal(typeof valueAt(body, 'data.hero.title'), 'string');
    const sections = [
      ...['hero.featuredProducts', 'spotlight', 'recommendations', 'latestReviews', 'categories'].map(
        (path) => listAt(body, `data.${path}`),
      ),
      ...listAt(body, 'data.rails.nodes').map((rail) => listAt(rail, 'items')),
    ];
    assert.equal(sections.length, 8);
    for (const section of sections) assert.ok(section.length > 0);
  });

  it('profile and orders are fetched at the same time', async () => {
    const slow = ['accounts', 'orders'] as const;
    for (const name of slow) await estate.service(name).setFault({ latencyMs: 300 });
    try {
      const { requests } = await web.show('account');
      const first = slow.map((name) => requests.get(name)?.[0]);
      const starts = first.map((request) => request?.startedAt ?? Number.NaN);
      const ends = first.map((request) => request?.finishedAt ?? Number.NaN);
      assert.ok(Math.max(...starts) < Math.min(...ends), JSON.stringify({ starts, ends }));
    } finally {
      for (const name of slow) await estate.service(name).setFault(null);
    }
  });
});

describe('website data', () => {
  it('pictures have three widths and two formats, and one for old browsers', async () => {
    const { body } = await queryWeb('{ product(id: "product-1") { image { url src webp avif } } }');
    const { url, src, webp, avif } = Object(valueAt(body, 'data.product.image'));
    assert.equal(src, `${url}?w=640&fm=jpeg&q=75`);
    const sources = (format: string): string =>
      [320, 640, 1280].map((width) => `${url}?w=${width}&fm=${format}&q=75 ${width}w`).join(', ');
    assert.deepEqual([webp, avif], [sources('webp'), sources('avif')]);
  });

  it('prices have formatted texts in the language of the reader', async () => {
    const query = '{ product(id: "product-1") { price { currentText current { amount currency } } } }';
    const texts = [];
    for (const language of ['en-US', 'de-DE', 'en-GB', 'fr']) {
      const { body, headers } = await queryWeb(query, { 'accept-language': language });
      assert.deepEqual(valueAt(body, 'data.product.price.current'), { amount: 4750, currency: 'USD' });
      assert.match(headers.get('vary') ?? '', /accept-language/i);
      texts.push(valueAt(body, 'data.product.price.currentText'));
    }
    assert.deepEqual(texts, ['$47.50', '47,50\u00a0$', 'US$47.50', '$47.50']);
  });

  it('the author of a review has only public fields', async () => {
    const { body } = await queryWeb('{ latestReviews(first: 1) { author { id displayName } } }');
    assert.equal(typeof valueAt(body, 'data.latestReviews.0.author.displayName'), 'string');
    const query = '{ latestReviews(first: 1) { author { email } } }';
    const { codes } = await sendQuery(`${web.bff.url}/graphql`, query);
    assert.deepEqual(codes, ['GRAPHQL_VALIDATION_FAILED']);
  });

  it('a list has 24 items by default, and never more than 96', async () => {
    for (const [said, count] of [
      ['', 24],
      [', first: 5', 5],
      [', first: 5000', 96],
    ] as const) {
      await estate.service('search').clearRequests();
      await queryWeb(`{ search(query: "a"${said}) { hits { score } } }`);
      const [request] = await estate.service('search').requests();
      assert.match(request?.path ?? '', new RegExp(`[?&]limit=${count}(&|$)`));
    }
  });

  it('catalogue responses can be shared for a minute, and responses about a user never', async () => {
    const reported = async (query: string): Promise<string | null> =>
      (await queryWeb(query)).headers.get('cache-control');
    assert.match(String(await reported('{ categories { name } }')), /^public, max-age=0, s-maxage=60,/);
    // Stock, which the page shows, can be ten seconds old.
    const page = (await web.show('product')).response.headers.get('cache-control');
    assert.match(String(page), /^public, max-age=0, s-maxage=10,/);
    // Recommendations for anonymous clients are the same for all.
    const home = (await web.show('home')).response.headers.get('cache-control');
    assert.match(String(home), /^public, max-age=0, s-maxage=10,/);
    for (const query of [
      '{ dashboard { profile { displayName } } }',
      '{ categories { name } me { displayName } }',
    ])
      assert.doesNotMatch(String(await reported(query)), /public|s-maxage/, query);
  });
});
