import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { shopUntil, type Weather } from '../../support/degraded-shop.ts';
import { valueAt } from '../../support/send-query.ts';

const shop = shopUntil(after);
const pathsIn = (list: readonly { readonly path?: unknown }[] = []) => list.map(({ path }) => path);

describe('an entity for which a subgraph returns only an error', () => {
  const withoutPrices: Weather = {
    async instead(upstream, call) {
      const response = await call();
      const entities = response.data?.['_entities'];
      if (upstream !== 'pricing' || !Array.isArray(entities)) return response;
      const errors = entities.map((_, index) => ({ message: 'x', path: ['_entities', index] }));
      return { data: { _entities: entities.map(() => null) }, errors };
    },
  };

  it('is reported at the missing fields, and at those that depend on them', async () => {
    const { body } = await (await shop()).send(
      '{ featured { id name cost: price { amount } label parcel } }',
      {
        weather: withoutPrices,
      },
    );
    assert.deepEqual(body.data, {
      featured: { id: '1', name: 'product 1', cost: null, label: null, parcel: null },
    });
    const paths = pathsIn(body.errors).map((path) => JSON.stringify(path));
    assert.deepEqual(paths.sort(), ['["featured","cost"]', '["featured","label"]', '["featured","parcel"]']);
  });

  it('is reported for each item of a list, but not where there is a substitute', async () => {
    const { body } = await (await shop()).send('{ products { id price { amount } label } }', {
      weather: withoutPrices,
      declared: {
        fields: { 'Product.price': { onError: 'default', value: { amount: 0, currency: 'EUR' } } },
      },
    });
    assert.deepEqual(valueAt(body.data, 'products.1'), { id: '2', price: { amount: 0 }, label: null });
    assert.deepEqual(
      pathsIn(body.errors),
      [0, 1, 2].map((index) => ['products', index, 'label']),
    );
  });
});
