import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createEstate, type Estate } from '../../demo/estate.ts';
import type { ServiceName } from '../../demo/harbour.ts';
import {
  entity,
  type GraphqlResponse,
  listAt,
  type QueryOptions,
  sendQuery,
  valueAt,
} from '../support/send-query.ts';

let estate: Estate;

function query(name: ServiceName, text: string, options?: QueryOptions): Promise<GraphqlResponse> {
  return sendQuery(estate.service(name).url, text, options);
}

before(async () => {
  estate = await createEstate({ ports: 'ephemeral' });
});
after(() => estate.close());

describe('the catalog subgraph', () => {
  it('catalog finds a product by id or sku, and requires exactly one of them', async () => {
    const { body } = await query('catalog', '{ product(id: "product-3") { sku } }');
    assert.deepEqual(body, { data: { product: { sku: 'HB-000003' } } });
    for (const wrong of ['{ product { id } }', '{ product(id: "product-3", sku: "HB-000003") { id } }']) {
      const { codes } = await query('catalog', wrong);
      assert.deepEqual(codes, ['BAD_USER_INPUT']);
    }
  });

  it('catalog returns products in the requested order, with null for an unknown id', async () => {
    const { body } = await query(
      'catalog',
      '{ products(ids: ["product-9", "x", "product-2", "product-9"]) { id } }',
    );
    assert.deepEqual(valueAt(body, 'data.products'), [
      { id: 'product-9' },
      null,
      { id: 'product-2' },
      { id: 'product-9' },
    ]);
  });

  it('catalog pages through a feed without a gap or a repetition', async () => {
    const seen: unknown[] = [];
    let cursor: unknown = null;
    do {
      const { body } = await query(
        'catalog',
        `query ($after: String) {
          productFeed(first: 40, after: $after, updatedSince: "2026-05-01T00:00:00Z") {
            totalCount nodes { id } pageInfo { hasNextPage endCursor }
          }
        }`,
        { variables: { after: cursor } },
      );
      seen.push(...listAt(body, 'data.productFeed.nodes').map((node) => valueAt(node, 'id')));
      if (valueAt(body, 'data.productFeed.pageInfo.hasNextPage') !== true) {
        assert.equal(seen.length, valueAt(body, 'data.productFeed.totalCount'));
        break;
      }
      cursor = valueAt(body, 'data.productFeed.pageInfo.endCursor');
    } while (typeof cursor === 'string');
    assert.equal(new Set(seen).size, seen.length);
    assert.ok(seen.length > 100);
  });

  it('catalog refuses invalid sizes, cursors and instants', async () => {
    for (const wrong of [
      'first: 0',
      'first: 101',
      'first: null',
      'after: "x"',
      'updatedSince: "yesterday"',
    ]) {
      const { codes } = await query('catalog', `{ productFeed(${wrong}) { totalCount } }`);
      assert.deepEqual(codes, ['BAD_USER_INPUT'], wrong);
    }
    const ids = Array.from({ length: 101 }, () => '"x"').join();
    assert.deepEqual((await query('catalog', `{ products(ids: [${ids}]) { id } }`)).codes, [
      'BAD_USER_INPUT',
    ]);
  });

  it('catalog mixes products and collections in spotlight and shelves', async () => {
    const { body } = await query(
      'catalog',
      '{ spotlight(first: 12) { __typename id title } collection(slug: "wool-month") { items { __typename } } }',
    );
    const types = new Set(listAt(body, 'data.spotlight').map((item) => valueAt(item, '__typename')));
    assert.deepEqual([...types].sort(), ['Collection', 'Product']);
    assert.equal(listAt(body, 'data.collection.items').length, 12);
  });

  it('catalog has HTML descriptions of 1 to 20 KB, and attributes that are mostly null', async () => {
    const { body } = await query(
      'catalog',
      '{ productFeed(first: 100) { nodes { description attributes { value } } } }',
    );
    for (const node of listAt(body, 'data.productFeed.nodes')) {
      const description = String(valueAt(node, 'description'));
      assert.match(description, /<h3>/);
      assert.ok(description.length >= 1_000 && description.length <= 20_480);
      assert.equal(listAt(node, 'attributes').length, 16);
    }
  });
});

describe('the inventory subgraph', () => {
  const estimate = async (price: number | null, weightGrams: number, country = 'US'): Promise<unknown> => {
    const found = await entity(
      estate.service('inventory').url,
      {
        __typename: 'Product',
        sku: 'HB-000001',
        weightGrams,
        price: price === null ? null : { current: { amount: price, currency: 'USD' } },
      },
      `shippingEstimate(country: "${country}") { amount currency }`,
    );
    return valueAt(found, 'shippingEstimate.amount');
  };

  it('inventory computes delivery from the weight and price of the representation', async () => {
    assert.equal(await estimate(4_000, 500), 550);
    assert.equal(await estimate(4_000, 501), 610);
    assert.equal(await estimate(10_000, 501), 610);
    assert.equal(await estimate(10_001, 501), 0);
  });

  it('inventory has no estimate without a price or for a country without delivery', async () => {
    assert.equal(await estimate(null, 500), undefined);
    assert.equal(await estimate(4_000, 500, 'AQ'), undefined);
  });
});

describe('the media subgraph', () => {
  it('media returns rails with items of several types, with products as stubs', async () => {
    const { body } = await query(
      'media',
      '{ rails(first: 24) { nodes { itemCount items(first: 100) { __typename ... on Product { id } } } } }',
    );
    const items = listAt(body, 'data.rails.nodes').flatMap((rail) => {
      assert.equal(listAt(rail, 'items').length, valueAt(rail, 'itemCount'));
      return listAt(rail, 'items');
    });
    const types = new Set(items.map((item) => valueAt(item, '__typename')));
    assert.deepEqual([...types].sort(), ['Clip', 'Episode', 'Product', 'Show']);
  });

  it('media continues a rail after the id of an item', async () => {
    const item = '... on Show { id } ... on Product { id } ... on Clip { id } ... on Episode { id }';
    const window = (argument: string): string =>
      `{ rails(first: 2) { nodes { items(${argument}) { ${item} } } } }`;
    const whole = listAt((await query('media', window('first: 8'))).body, 'data.rails.nodes.1.items');
    const { body } = await query(
      'media',
      `{ rail: _entities(representations: [{ __typename: "Rail", id: "rail-2" }]) { ... on Rail {
        items(first: 3, after: "${valueAt(whole[4], 'id')}") { ${item} }
      } } }`,
    );
    assert.deepEqual(listAt(body, 'data.rail.0.items'), whole.slice(5, 8));
  });

  it('media has about forty renditions of a video', async () => {
    const { body } = await query(
      'media',
      '{ clip(id: "clip-3") { asset { renditions { url codec height } } } }',
    );
    assert.equal(listAt(body, 'data.clip.asset.renditions').length, 39);
  });

  it('media has a hero and trending items of every type', async () => {
    const { body } = await query(
      'media',
      '{ hero { heroArt { width } } trending(first: 3) { __typename image { url } } }',
    );
    assert.equal(valueAt(body, 'data.hero.heroArt.width'), 3840);
    assert.equal(listAt(body, 'data.trending').length, 3);
  });
});

describe('the accounts subgraph', () => {
  it('accounts resolves me by the subject', async () => {
    assert.deepEqual((await query('accounts', '{ me { id } }')).body, { data: { me: null } });
    assert.deepEqual((await query('accounts', '{ me { id } }', { subject: 'user-601' })).body, {
      data: { me: null },
    });
    const { body } = await query('accounts', '{ me { id } }', { subject: 'user-600' });
    assert.deepEqual(body, { data: { me: { id: 'user-600' } } });
  });

  it('accounts adds an item to the wishlist once and removes it again', async () => {
    const subject = 'user-41';
    const wishes = async (): Promise<unknown[]> => {
      const { body } = await query(
        'accounts',
        '{ me { wishlist { items(first: 100) { product { id } } } } }',
        { subject },
      );
      return listAt(body, 'data.me.wishlist.items').map((item) => valueAt(item, 'product.id'));
    };
    const before = (await wishes()).filter((id) => id !== 'product-5');
    for (let times = 0; times < 2; times += 1) {
      await query('accounts', 'mutation { addToWishlist(productId: "product-5") { id } }', { subject });
    }
    assert.deepEqual(await wishes(), ['product-5', ...before]);
    await query('accounts', 'mutation { removeFromWishlist(productId: "product-5") { id } }', { subject });
    assert.deepEqual(await wishes(), before);
  });

  it('accounts lists the video that was watched last first', async () => {
    const subject = 'user-42';
    const text = 'mutation { setWatchProgress(episodeId: "episode-9", positionSeconds: 61) { updatedAt } }';
    assert.deepEqual((await query('accounts', text, { subject })).codes, []);
    const { body } = await query(
      'accounts',
      '{ me { continueWatching { episode { id } positionSeconds } } }',
      { subject },
    );
    assert.deepEqual(valueAt(body, 'data.me.continueWatching.0'), {
      episode: { id: 'episode-9' },
      positionSeconds: 61,
    });
  });

  it('accounts refuses mutations without a user, with unknown ids, or with values out of bounds', async () => {
    const add = 'mutation { addToWishlist(productId: "product-5") { id } }';
    assert.deepEqual((await query('accounts', add)).codes, ['UNAUTHENTICATED']);
    assert.deepEqual((await query('accounts', add, { subject: 'partner-1' })).codes, ['UNAUTHENTICATED']);
    const user = { subject: 'user-1' };
    const unknown = 'mutation { addToWishlist(productId: "product-0") { id } }';
    assert.deepEqual((await query('accounts', unknown, user)).codes, ['NOT_FOUND']);
    const negative =
      'mutation { setWatchProgress(episodeId: "episode-9", positionSeconds: -1) { updatedAt } }';
    assert.deepEqual((await query('accounts', negative, user)).codes, ['BAD_USER_INPUT']);
  });
});

describe('the reviews subgraph', () => {
  it('reviews shows a new review first wherever its product or its author is selected', async () => {
    const input = { productId: 'product-8', rating: 2, title: 'Hm', body: 'Not for me.' };
    const added = await query(
      'reviews',
      'mutation ($input: AddReviewInput!) { addReview(input: $input) { id author { displayName } } }',
      { variables: { input }, subject: 'user-8' },
    );
    const id = valueAt(added.body, 'data.addReview.id');
    assert.equal(typeof valueAt(added.body, 'data.addReview.author.displayName'), 'string');
    const { body } = await query('reviews', '{ latestReviews(first: 1) { id } }');
    assert.equal(valueAt(body, 'data.latestReviews.0.id'), id);
    const product = await entity(
      estate.service('reviews').url,
      { __typename: 'Product', id: 'product-8' },
      'reviews(first: 1) { nodes { id } }',
    );
    assert.equal(valueAt(product, 'reviews.nodes.0.id'), id);
    const user = await entity(
      estate.service('reviews').url,
      { __typename: 'User', id: 'user-8' },
      'reviews(first: 1) { id }',
    );
    assert.equal(valueAt(user, 'reviews.0.id'), id);
  });

  it('a reviews cursor stays correct while reviews are added before it', async () => {
    const page = (argument: string): string =>
      `{ _entities(representations: [{ __typename: "Product", id: "product-6" }]) { ... on Product {
        reviews(first: 2 ${argument}) { nodes { id } pageInfo { endCursor } } } } }`;
    const first = await query('reviews', page(''));
    const cursor = String(valueAt(first.body, 'data._entities.0.reviews.pageInfo.endCursor'));
    const second = await query('reviews', page(`after: "${cursor}"`));
    await query(
      'reviews',
      'mutation { addReview(input: { productId: "product-6", rating: 5, title: "New", body: "New" }) { id } }',
      { subject: 'user-9' },
    );
    assert.deepEqual((await query('reviews', page(`after: "${cursor}"`))).body, second.body);
  });

  it('reviews can have an author that no longer exists', async () => {
    const { body } = await query('reviews', '{ latestReviews(first: 100) { author { id } } }');
    assert.ok(listAt(body, 'data.latestReviews').some((review) => valueAt(review, 'author') === null));
  });

  it('reviews refuses a rating of six and an empty text', async () => {
    for (const fields of ['rating: 6, title: "a", body: "b"', 'rating: 5, title: " ", body: "b"']) {
      const text = `mutation { addReview(input: { productId: "product-8", ${fields} }) { id } }`;
      assert.deepEqual((await query('reviews', text, { subject: 'user-8' })).codes, ['BAD_USER_INPUT']);
    }
  });
});
