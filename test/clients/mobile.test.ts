import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createEstate, type Estate } from '../../demo/estate.ts';
import type { ServiceName } from '../../demo/harbour.ts';
import {
  type ClientScreens,
  calledUpstreams,
  countCalls,
  createClientScreens,
  type ShownScreen,
  sizesOf,
} from '../support/client-screens.ts';
import { headlineOperation, headlineOperations } from '../support/headline-operations.ts';
import { sendHttp } from '../support/send-http.ts';
import { listAt, sendQuery, valueAt } from '../support/send-query.ts';

const screens = ['home', 'product', 'search', 'account'] as const;
type Screen = (typeof screens)[number];

/** Bytes raw and with Brotli; upstream calls that one request replaces. */
const budgets: Readonly<Record<Screen, { rawBytes: number; brBytes: number; leastCalls: number }>> = {
  home: { rawBytes: 30_000, brBytes: 10_000, leastCalls: 6 },
  product: { rawBytes: 20_000, brBytes: 7_000, leastCalls: 6 },
  search: { rawBytes: 10_000, brBytes: 3_000, leastCalls: 4 },
  account: { rawBytes: 20_000, brBytes: 5_000, leastCalls: 6 },
};

/** The fields that the page of the website selects and the screen of the phone does not. */
const spared: Readonly<Record<Screen, readonly ServiceName[]>> = {
  home: ['inventory'],
  product: ['recommendations'],
  search: ['inventory'],
  account: ['media'],
};

const savingData = { 'save-data': 'on' };

let estate: Estate;
let mobile: ClientScreens;
let web: ClientScreens;

before(async () => {
  estate = await createEstate({ ports: 'ephemeral' });
  mobile = await createClientScreens('mobile', estate);
  web = await createClientScreens('web', estate);
});
after(async () => {
  await mobile?.close();
  await web?.close();
  await estate?.close();
});

async function show(screen: string, headers: Readonly<Record<string, string>> = {}): Promise<ShownScreen> {
  const shown = await mobile.show(screen, { headers });
  assert.deepEqual([shown.response.status, shown.response.codes], [200, []]);
  return shown;
}

describe('screens of the phone', () => {
  for (const screen of screens) {
    it(`a phone screen is one small request for many calls, without most of the page: ${screen}`, async () => {
      const shown = await show(screen);
      const page = await web.show(screen);
      const sizes = sizesOf(shown.response);
      const { rawBytes, brBytes, leastCalls } = budgets[screen];
      assert.ok(sizes.rawBytes <= rawBytes, `${sizes.rawBytes} bytes`);
      assert.ok(sizes.brBytes <= brBytes, `${sizes.brBytes} bytes with Brotli`);
      assert.ok(countCalls(shown) >= leastCalls, `${countCalls(shown)} calls`);
      const pageSizes = sizesOf(page.response);
      assert.ok(sizes.rawBytes <= pageSizes.rawBytes * 0.3, `${sizes.rawBytes} of ${pageSizes.rawBytes}`);
      assert.ok(sizes.brBytes <= pageSizes.brBytes * 0.3, `${sizes.brBytes} of ${pageSizes.brBytes}`);
    });

    it(`a phone screen needs fewer upstreams than the page: ${screen} without ${spared[screen].join(', ')}`, async () => {
      const requested = calledUpstreams(await show(screen));
      const calledByPage = calledUpstreams(await web.show(screen));
      assert.deepEqual(
        calledByPage.filter((name) => !requested.includes(name)),
        spared[screen],
      );
      assert.deepEqual(
        requested.filter((name) => !calledByPage.includes(name)),
        [],
      );
    });
  }

  it('a phone screen is requested by the id of its document, and document text is refused', async () => {
    for (const { client, screen, query, documentId, variables } of headlineOperations) {
      if (client !== 'mobile' || screen === 'account') continue;
      const search = new URLSearchParams({ documentId, variables: JSON.stringify(variables) });
      const got = await sendHttp(`${mobile.bff.url}/graphql?${search}`, {});
      assert.equal(got.status, 200);
      assert.deepEqual(JSON.parse(got.text), (await show(screen)).response.body);
      const refused = await sendQuery(`${mobile.bff.url}/graphql`, query, { variables });
      assert.deepEqual([refused.status, refused.codes], [400, ['PERSISTED_QUERY_REQUIRED']]);
    }
    for (const query of ['{ __schema { types { name } } }', '{ home { hero { id } } }', '{']) {
      const { status, codes } = await sendQuery(`${mobile.bff.url}/graphql`, query);
      assert.deepEqual([status, codes], [400, ['PERSISTED_QUERY_REQUIRED']]);
    }
  });
});

describe('an unchanged screen', () => {
  it('an unchanged screen costs no body: the phone stores it, and revalidates with its tag', async () => {
    const { documentId, variables } = headlineOperation('mobile', 'home');
    const search = new URLSearchParams({ documentId, variables: JSON.stringify(variables) });
    const url = `${mobile.bff.url}/graphql?${search}`;
    const { headers } = await sendHttp(url, {});
    assert.match(headers['cache-control'] ?? '', /^private, max-age=30, stale-while-revalidate=300, /);
    const tag = headers.etag ?? assert.fail('no tag');
    const again = await sendHttp(url, { headers: { 'if-none-match': tag } });
    assert.deepEqual([again.status, again.text], [304, '']);
    const smaller = await sendHttp(url, { headers: { 'if-none-match': tag, ...savingData } });
    assert.equal(smaller.status, 200);
  });
});

describe('phone data', () => {
  it('the phone home has four sections of six flat cards with one small picture each', async () => {
    const { body } = (await show('home')).response;
    const sections = [
      listAt(body, 'data.home.recommended'),
      listAt(body, 'data.home.spotlight'),
      ...listAt(body, 'data.home.sections').map((section) => listAt(section, 'items')),
    ];
    assert.deepEqual(
      sections.map(({ length }) => length),
      [6, 6, 6, 6],
    );
    for (const card of sections.flat()) {
      assert.ok(typeof card === 'object' && card !== null);
      for (const [name, value] of Object.entries(card)) {
        assert.ok(typeof value !== 'object' || value === null, `${name} is not flat`);
      }
      const image = valueAt(card, 'image');
      if (image !== null) assert.match(String(image), /\.jpg\?w=320&h=320&fm=webp&q=60$/);
    }
  });

  it('the phone has the same content as the page, in its own form', async () => {
    const cards = listAt((await show('search')).response.body, 'data.search.products');
    const hits = listAt((await web.show('search')).response.body, 'data.search.hits');
    assert.equal(cards.length, 12);
    let reduced = 0;
    for (const [index, card] of cards.entries()) {
      const product = valueAt(hits[index], 'product');
      const average = valueAt(product, 'rating.average');
      const isReduced = valueAt(product, 'price.discountPercent') !== 0;
      if (isReduced) reduced += 1;
      assert.deepEqual(
        ['id', 'title', 'priceText', 'wasPriceText'].map((name) => valueAt(card, name)),
        [
          valueAt(product, 'id'),
          valueAt(product, 'title'),
          valueAt(product, 'price.currentText'),
          isReduced ? valueAt(product, 'price.listText') : null,
        ],
      );
      assert.ok(Math.abs(Number(valueAt(card, 'rating')) - Number(average)) <= 0.05 + 1e-9);
      assert.match(String(valueAt(card, 'rating')), /^\d(\.\d)?$/);
    }
    assert.ok(reduced > 0 && reduced < cards.length, `${reduced} of ${cards.length} are reduced`);
  });

  it('phone texts have at most 140 graphemes, without markup', async () => {
    const graphemes = new Intl.Segmenter();
    const { body } = (await show('product')).response;
    const texts = [
      valueAt(body, 'data.product.summary'),
      ...listAt(body, 'data.product.reviews').map((review) => valueAt(review, 'body')),
    ];
    assert.equal(texts.length, 4);
    for (const text of texts) {
      assert.ok([...graphemes.segment(String(text))].length <= 140);
      assert.doesNotMatch(String(text), /<\/?\w/);
    }
    assert.match(String(texts[0]), /…$/);
  });

  it('the phone has a delivery promise in the language of the reader', async () => {
    const promise = async (language: string): Promise<unknown> =>
      valueAt(
        (await show('product', { 'accept-language': language })).response.body,
        'data.product.deliveryPromise',
      );
    assert.match(String(await promise('en-US')), /^Arrives in \d+ days? for \$\d+\.\d\d$/);
    assert.match(String(await promise('de')), /^Kommt in \d+ Tag(en)?, Versand \d+,\d\d\s\$$/);
  });

  it('a phone that saves data receives less, and otherwise the same', async () => {
    for (const screen of screens) {
      const full = await show(screen);
      const small = await show(screen, savingData);
      assert.equal(full.response.headers.get('frontage-profile'), 'default');
      assert.equal(small.response.headers.get('frontage-profile'), 'lowData');
      assert.match(small.response.headers.get('vary') ?? '', /save-data/i);
      compareShapes(valueAt(full.response.body, 'data'), valueAt(small.response.body, 'data'), screen);
      assert.ok(sizesOf(small.response).rawBytes < sizesOf(full.response).rawBytes, screen);
      assert.deepEqual(sentDocuments(small), sentDocuments(full));
      const urls = small.response.text.match(/https:[^"]*images[^"]*/g) ?? [];
      assert.ok(urls.length > 0);
      for (const url of urls) assert.match(url, /&q=50$/);
    }
    const { body } = (await show('product', savingData)).response;
    assert.equal(valueAt(body, 'data.product.videoPreview'), null);
    const usual = (await show('product')).response.body;
    assert.match(String(valueAt(usual, 'data.product.videoPreview')), /^https:.*\.webm$/);
  });
});

/** Lists may be shorter, by half; the fields and the type of an object are the same. */
function compareShapes(full: unknown, small: unknown, path: string): void {
  if (full === null || small === null) return;
  assert.equal(typeof small, typeof full, path);
  if (Array.isArray(full)) {
    assert.ok(Array.isArray(small) && small.length <= full.length, path);
    for (const [index, item] of small.entries()) compareShapes(full[index], item, `${path}.${index}`);
  } else if (typeof full === 'object' && typeof small === 'object') {
    assert.deepEqual(Object.keys(small), Object.keys(full), path);
    for (const [name, value] of Object.entries(small))
      compareShapes(valueAt(full, name), value, `${path}.${name}`);
  }
}

/** The documents that subgraphs received; limits are in their variables. */
function sentDocuments({ requests }: ShownScreen): string[] {
  const texts = [...requests.values()].flat().map(({ body }) => String(valueAt(body, 'query')));
  return [...new Set(texts)].sort();
}
