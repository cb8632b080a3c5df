import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createLastGood } from '../../../shared/degradation/last-good.ts';
import { shopUntil, type Weather } from '../../support/degraded-shop.ts';
import { mapStore } from '../../support/map-store.ts';
import { valueAt } from '../../support/send-query.ts';

const shop = shopUntil(after);

describe('errors in the response of an upstream', () => {
  const query = '{ product(id: "1") { id brand { name country } } }';
  const responding = (errors: readonly object[], brand: unknown): Weather => ({
    instead: async () => ({ data: { product: { id: '1', brand } }, errors: errors as never }),
  });

  it('degrade null fields by the policy of the field that failed or the field that its null was propagated to', async () => {
    const declared = {
      fields: { 'Product.brand': { onError: 'default', value: { name: 'none' } } },
    } as const;
    const errors = [{ message: 'secret', path: ['product', 'brand', 'name'] }];
    const { body } = await (await shop()).send(query, { declared, weather: responding(errors, null) });
    assert.deepEqual(body.data, { product: { id: '1', brand: { name: 'none', country: null } } });
    assert.equal(body.errors, undefined);
    assert.deepEqual(body.extensions?.degraded, [
      {
        path: ['product', 'brand'],
        upstream: 'catalog',
        reason: 'DOWNSTREAM_SERVICE_ERROR',
        servedFrom: 'default',
      },
    ]);
  });

  it('degrade every occurrence of an entity that was requested once', async () => {
    const declared = { fields: { 'Product.label': { onError: 'default', value: 'none' } } } as const;
    const weather: Weather = {
      async instead(name, call, { variables }) {
        const sent = variables?.['representations'];
        if (name !== 'pricing' || !Array.isArray(sent)) return call();
        const errors = sent.map((_one, index) => ({ message: 'no', path: ['_entities', index, 'label'] }));
        return { data: { _entities: sent.map(() => ({ label: null })) }, errors };
      },
    };
    const query = '{ featured { label } products { label } }';
    const { body } = await (await shop()).send(query, { declared, weather });
    const label = 'none';
    assert.deepEqual(body, {
      data: { featured: { label }, products: [{ label }, { label }, { label }] },
      extensions: { degraded: body.extensions?.degraded },
    });
    assert.deepEqual(
      new Set(body.extensions?.degraded.map(({ servedFrom }) => servedFrom)),
      new Set(['default']),
    );
  });

  it('are not replaced if the upstream refuses the client', async () => {
    const declared = { types: { Product: { onError: 'lastGood', maxAge: 60_000 } } } as const;
    const lastGood = createLastGood({ store: mapStore() });
    await (await shop()).send(query, { declared, lastGood });
    await lastGood.close();
    for (const code of ['FORBIDDEN', 'UNAUTHENTICATED', 'BAD_USER_INPUT']) {
      const errors = [{ message: 'no', path: ['product', 'brand'], extensions: { code } }];
      const { body } = await (await shop()).send(query, {
        declared,
        lastGood,
        weather: responding(errors, null),
      });
      assert.equal(valueAt(body.data, 'product.brand'), null);
      assert.deepEqual(
        body.errors?.map(({ extensions }) => extensions.code),
        [code],
      );
      assert.equal(body.extensions, undefined);
    }
  });
});

describe('the last good value', () => {
  const query = '{ me { city } }';
  const principal = (subject: string) => ({ principal: { subject, claims: {} } });
  const down = { fails: { accounts: 'SUBGRAPH_TIMEOUT' } } as const;

  it('is never served to another user, unless it is declared as shared', async () => {
    for (const shared of [false, true]) {
      const lastGood = createLastGood({ store: mapStore() });
      const declared = { fields: { 'Query.me': { onError: 'lastGood', maxAge: 60_000, shared } } } as const;
      await (await shop()).send(query, { declared, lastGood, context: principal('ann') });
      await lastGood.close();
      const cityFor = async (subject: string) => {
        const context = principal(subject);
        const { body } = await (await shop()).send(query, {
          declared,
          lastGood,
          context,
          weather: down,
        });
        return valueAt(body.data, 'me.city');
      };
      assert.equal(await cityFor('ann'), 'Bern');
      assert.equal(await cityFor('eve'), shared ? 'Bern' : undefined);
    }
  });

  it('is not stored without a policy, for a mutation, or for a field with an error', async () => {
    const store = mapStore();
    const lastGood = createLastGood({ store });
    const options = {
      lastGood,
      declared: { fields: { 'Query.me': { onError: 'lastGood', maxAge: 60_000 } } },
    } as const;
    await (await shop()).send('{ products { id name } }', options);
    await (await shop()).send('mutation { rename(to: "eve") { city } }', {
      ...options,
      declared: { upstreams: { accounts: { onError: 'lastGood', maxAge: 60_000 } } },
    });
    await lastGood.close();
    assert.equal(store.writes(), 0);
  });
});
