import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createEstate, type Estate } from '../../demo/estate.ts';
import type { ServiceName } from '../../demo/harbour.ts';
import type { LoggedRequest } from '../../demo/server/request-log.ts';
import type { Bff } from '../../shared/index.ts';
import { startClient } from '../support/harbour-client.ts';
import { headlineOperation } from '../support/headline-operations.ts';
import { identityToken } from '../support/identity-token.ts';
import { listAt, sendQuery, valueAt } from '../support/send-query.ts';
import { upstreamNames } from '../support/upstream-names.ts';

let estate: Estate;
let web: Bff;

before(async () => {
  estate = await createEstate({ ports: 'ephemeral' });
  web = await startClient('web', estate);
});
after(async () => {
  await web?.close();
  await estate?.close();
});
beforeEach(async () => {
  for (const service of estate.services.values()) {
    await service.setFault(null);
    await service.clearRequests();
  }
});

async function sendScreen(screen: string, token?: string): Promise<unknown> {
  const { query, variables } = headlineOperation('web', screen);
  const headers = { 'x-request-id': `fan-out-${screen}`, cookie: 'session=canary' };
  const response = await sendQuery(`${web.url}/graphql`, query, {
    variables,
    headers,
    ...(token !== undefined && { token }),
  });
  assert.deepEqual(response.codes, []);
  return response.body;
}

async function requestsTo(name: ServiceName): Promise<readonly LoggedRequest[]> {
  return estate.service(name).requests();
}

describe('the upstream calls of one screen', () => {
  it('independent upstreams are called at the same time', async () => {
    await sendScreen('product');
    for (const name of upstreamNames) {
      await estate.service(name).clearRequests();
      await estate.service(name).setFault({ latencyMs: 400 });
    }
    await sendScreen('product');
    // All of these need only the ids of the products, which the catalog returns.
    const together: ServiceName[] = ['reviews', 'media', 'pricing', 'recommendations'];
    const first = await Promise.all(together.map(async (name) => (await requestsTo(name))[0]));
    const starts = first.map((request) => request?.startedAt ?? Number.NaN);
    const ends = first.map((request) => request?.finishedAt ?? Number.NaN);
    assert.ok(Math.max(...starts) < Math.min(...ends), JSON.stringify({ together, starts, ends }));
    const [catalog] = await requestsTo('catalog');
    assert.ok((catalog?.finishedAt ?? Number.NaN) <= Math.min(...starts), 'the catalog was called first');
  });

  it('the prices of a page of 24 products are fetched with one call', async () => {
    const body = await sendScreen('search');
    const hits = listAt(body, 'data.search.hits');
    assert.equal(hits.length, 24);
    const skus = (await requestsTo('pricing')).map((request) => listAt(request.body, 'skus'));
    assert.deepEqual(
      skus.map((batch) => new Set(batch).size),
      [24],
    );
    for (const hit of hits) assert.equal(typeof valueAt(hit, 'product.price.current.amount'), 'number');
  });

  it('upstream calls carry the request id and the subject, and neither token nor cookie', async () => {
    const token = await identityToken(estate.service('identity').url, { user: 'user-3' });
    const requested = new Set<ServiceName>();
    for (const screen of ['account', 'product', 'home', 'search']) {
      for (const name of upstreamNames) await estate.service(name).clearRequests();
      await sendScreen(screen, token);
      for (const name of upstreamNames) {
        for (const { headers } of await requestsTo(name)) {
          requested.add(name);
          assert.equal(headers['x-request-id'], `fan-out-${screen}`, name);
          assert.equal(headers['x-auth-subject'], 'user-3', name);
          assert.equal(headers['authorization'], undefined, name);
          assert.ok(!JSON.stringify(headers).includes(token) && !JSON.stringify(headers).includes('canary'));
        }
      }
    }
    assert.deepEqual([...requested].sort(), [...upstreamNames].sort());
  });

  it('an anonymous request has no subject, whatever the client claims in headers', async () => {
    const { query, variables } = headlineOperation('web', 'home');
    await sendQuery(`${web.url}/graphql`, query, { variables, subject: 'user-3' });
    for (const name of upstreamNames) {
      for (const { headers } of await requestsTo(name)) assert.equal(headers['x-auth-subject'], undefined);
    }
  });
});
