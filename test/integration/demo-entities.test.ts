import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createEstate, type Estate } from '../../demo/estate.ts';
import type { ServiceName } from '../../demo/harbour.ts';
import { entity, valueAt } from '../support/send-query.ts';

let estate: Estate;

before(async () => {
  estate = await createEstate({ ports: 'ephemeral' });
});
after(() => estate.close());

describe('entities of the demo', () => {
  const known: readonly (readonly [ServiceName, string, Record<string, string>, string])[] = [
    ['catalog', 'Product', { id: 'product-7' }, 'sku'],
    ['catalog', 'Product', { sku: 'HB-000007' }, 'id'],
    ['catalog', 'Category', { id: 'category-3' }, 'slug'],
    ['catalog', 'Category', { slug: 'knives' }, 'id'],
    ['catalog', 'Collection', { id: 'collection-2' }, 'slug'],
    ['catalog', 'Collection', { slug: 'wool-month' }, 'id'],
    ['catalog', 'Brand', { id: 'brand-4' }, 'name'],
    ['inventory', 'Product', { sku: 'HB-000007' }, 'stock { quantity status }'],
    ['inventory', 'Warehouse', { id: 'warehouse-2' }, 'city'],
    ['reviews', 'Review', { id: 'review-12' }, 'title'],
    ['reviews', 'Product', { id: 'product-7' }, 'rating { average count histogram }'],
    ['reviews', 'User', { id: 'user-7' }, 'reviews { id }'],
    ['media', 'Show', { id: 'show-3' }, 'title'],
    ['media', 'Show', { slug: 'SLUG OF show-3' }, 'id'],
    ['media', 'Episode', { id: 'episode-30' }, 'show { id }'],
    ['media', 'Clip', { id: 'clip-30' }, 'featuredProducts { id }'],
    ['media', 'Rail', { id: 'rail-2' }, 'itemCount'],
    ['media', 'Asset', { id: 'asset-clip-30' }, 'renditions { url }'],
    ['media', 'Product', { id: 'product-7' }, 'clips { id }'],
    ['accounts', 'User', { id: 'user-7' }, 'displayName email'],
    ['accounts', 'Wishlist', { id: 'wishlist-7' }, 'itemCount'],
    ['accounts', 'Device', { id: 'device-2-1' }, 'kind'],
    ['orders', 'Order', { id: 'order-2600' }, 'number'],
    ['orders', 'Order', { number: 'H-2026-002600' }, 'id'],
    ['orders', 'Shipment', { trackingNumber: 'HBX00000410' }, 'carrier'],
    ['orders', 'User', { id: 'user-1' }, 'orders { totalCount }'],
  ];

  for (const [name, type, key, selection] of known) {
    const keyName = Object.keys(key).join();
    it(`${name} resolves ${type} by ${keyName}, and an unknown key to null`, async () => {
      const actual = key['slug']?.startsWith('SLUG OF') ? { slug: await slugOfShow() } : key;
      const found = await entity(
        estate.service(name).url,
        { __typename: type, ...actual },
        selection,
        'user-1',
      );
      assert.equal(typeof found, 'object');
      assert.notEqual(found, null);
      assert.equal(
        await entity(
          estate.service(name).url,
          { __typename: type, [keyName]: 'nothing' },
          selection,
          'user-1',
        ),
        null,
      );
    });
  }

  async function slugOfShow(): Promise<string> {
    return String(
      valueAt(
        await entity(estate.service('media').url, { __typename: 'Show', id: 'show-3' }, 'slug'),
        'slug',
      ),
    );
  }
});
