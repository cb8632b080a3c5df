import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createEstate, type Estate } from '../../demo/estate.ts';
import type { Bff } from '../../shared/index.ts';
import { type ClientName, respondsToTexts, startClient } from '../support/harbour-client.ts';
import { identityToken } from '../support/identity-token.ts';
import { sendQuery } from '../support/send-query.ts';

const catalog = '{ categories { name } }';
const cards = '{ home { spotlight { title } } }';
const stock = '{ product(id: "product-1") { title stock { status } } }';
const rail = '{ home { rails { title } } }';
// A response that names the minute.
const layout = '{ home { layoutToken } }';
// A response of one REST source only.
const search = '{ search(query: "wool") { totalCount } }';
const mine = '{ me { id displayName } }';

let estate: Estate;
const clients = new Map<ClientName, Bff>();

before(async () => {
  estate = await createEstate({ ports: 'ephemeral' });
  for (const name of ['web', 'mobile', 'tv', 'partner'] as const)
    clients.set(name, await startClient(name, estate, respondsToTexts));
});
after(async () => {
  for (const client of clients.values()) await client.close();
  await estate?.close();
});

async function reported(client: ClientName, query: string, user?: string): Promise<unknown> {
  const token =
    user === undefined ? {} : { token: await identityToken(estate.service('identity').url, { user }) };
  const { headers, codes } = await sendQuery(`${clients.get(client)?.url}/graphql`, query, token);
  assert.deepEqual(codes, []);
  return headers.get('cache-control');
}

describe('the caching of the four clients', () => {
  it('each client declares its cache lifetimes, and upstream headers shorten them', async () => {
    const web = 'stale-while-revalidate=300, stale-if-error=86400';
    assert.equal(await reported('web', catalog), `public, max-age=0, s-maxage=60, ${web}`);
    assert.equal(await reported('web', stock), `public, max-age=0, s-maxage=10, ${web}`);
    assert.equal(await reported('web', catalog, 'user-3'), 'private, no-cache');
    assert.equal(await reported('web', mine, 'user-3'), 'no-store');

    const mobile = 'stale-while-revalidate=300, stale-if-error=604800';
    assert.equal(await reported('mobile', cards), `private, max-age=30, ${mobile}`);
    assert.equal(await reported('mobile', cards, 'user-3'), `private, max-age=30, ${mobile}`);

    const tv = 'stale-while-revalidate=3600, stale-if-error=86400';
    assert.equal(await reported('tv', rail), `public, max-age=300, ${tv}`);
    assert.equal(await reported('tv', search), `public, max-age=60, ${tv}`);
    assert.equal(await reported('tv', layout), `public, max-age=60, ${tv}`);
    assert.equal(await reported('tv', rail, 'user-3'), `private, max-age=300, ${tv}`);
    assert.equal(await reported('tv', mine, 'user-3'), 'no-store');

    assert.equal(await reported('partner', '{ product(sku: "HB-000001") { id } }'), 'private, no-cache');
  });

  it('recommendations are cached for their user only', async () => {
    const query = '{ home { recommended { items { id } } } }';
    assert.match(String(await reported('tv', query)), /^public, max-age=60,/);
    assert.match(String(await reported('tv', query, 'user-3')), /^private, max-age=60,/);
  });
});
