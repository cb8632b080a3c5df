import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildDataset } from '../../../demo/data/dataset.ts';

const dataset = buildDataset();

describe('the dataset', () => {
  it('is as large as a shop', () => {
    const { products } = dataset.catalog();
    const { shows, episodes, clips } = dataset.media();
    assert.ok(products.length >= 2_000);
    assert.ok(dataset.reviews().length >= 20_000);
    assert.ok(dataset.users().length >= 500);
    assert.ok(shows.length + episodes.length + clips.length >= 300);
    assert.ok(dataset.orders().length >= 2_000);
  });

  it('has ids and slugs once only', () => {
    const { products, categories, collections } = dataset.catalog();
    const { shows, episodes, clips } = dataset.media();
    const keys = [
      ...[products, categories, collections, shows].flatMap((records) =>
        [...records].map(({ slug }) => `slug ${slug}`),
      ),
      ...[
        products,
        categories,
        collections,
        shows,
        episodes,
        clips,
        dataset.reviews(),
        dataset.orders(),
      ].flatMap((records) => [...records].map(({ id }) => id)),
    ];
    assert.equal(new Set(keys).size, keys.length);
  });

  it('has review texts of 150 to 900 characters, some without an author', () => {
    const lengths = dataset.reviews().map(({ body }) => body.length);
    assert.ok(Math.min(...lengths) >= 150);
    assert.ok(Math.max(...lengths) <= 900);
    assert.ok(dataset.reviews().some(({ authorId }) => authorId === null));
  });

  it('refers only to what exists', () => {
    const { productById, productBySku } = dataset.catalog();
    const userIds = new Set(dataset.users().map(({ id }) => id));
    const { clips, shows } = dataset.media();
    assert.ok([...clips, ...shows].every(({ productIds }) => productIds.every((id) => productById.has(id))));
    assert.ok(dataset.reviews().every(({ productId }) => productById.has(productId)));
    assert.ok(dataset.reviews().every(({ authorId }) => authorId === null || userIds.has(authorId)));
    assert.ok(dataset.orders().every(({ userId }) => userId === null || userIds.has(userId)));
    assert.ok(dataset.orders().every(({ lines }) => lines.every(({ sku }) => productBySku.has(sku))));
  });
});
