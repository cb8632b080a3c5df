import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createEstate, type Estate } from '../../demo/estate.ts';
import { SERVICES } from '../../demo/harbour.ts';
import { type ClientScreens, calledUpstreams, createClientScreens } from '../support/client-screens.ts';
import { type ClientName, clientSettings } from '../support/harbour-client.ts';
import { headlineOperations } from '../support/headline-operations.ts';
import { droppedFields, type ReachableFields, readReachableFields } from '../support/reachable-fields.ts';
import { requestedFields } from '../support/requested-fields.ts';

const clients: readonly ClientName[] = ['web', 'mobile', 'tv', 'partner'];

let estate: Estate;
const screens = new Map<ClientName, ClientScreens>();
const reachable = new Map<ClientName, ReachableFields>();

before(async () => {
  estate = await createEstate({ ports: 'ephemeral' });
  for (const client of clients) {
    screens.set(client, await createClientScreens(client, estate));
    reachable.set(client, await readReachableFields(clientSettings(client, estate)));
  }
});
after(async () => {
  for (const client of screens.values()) await client.close();
  await estate?.close();
});

const of = <Value>(map: ReadonlyMap<ClientName, Value>, client: ClientName): Value =>
  map.get(client) ?? assert.fail(`${client} was not started`);

describe('fields that a view removes', () => {
  for (const { client, screen } of headlineOperations) {
    it(`the view of ${client} causes no upstream request for removed fields: ${screen}`, async () => {
      const shown = await of(screens, client).show(screen);
      assert.deepEqual(shown.response.codes, []);
      assert.deepEqual(droppedFields(requestedFields(shown.requests), of(reachable, client)), []);
      const { graphs } = of(reachable, client);
      for (const name of calledUpstreams(shown))
        assert.ok(graphs.has(name.toUpperCase()), `${client} can see nothing of ${name}`);
      const subgraphs = calledUpstreams(shown).filter((name) => SERVICES[name].kind === 'subgraph');
      assert.equal(subgraphs.length > 0, requestedFields(shown.requests).size > 0);
    });
  }

  it('removed fields are fetched for the page of the website', async () => {
    const { requests } = await of(screens, 'web').show('product');
    const dropped = droppedFields(requestedFields(requests), of(reachable, 'mobile'));
    for (const field of ['Product.seoHtml', 'Product.gallery', 'Product.stockByWarehouse', 'Image.alt'])
      assert.ok(dropped.includes(field), `${field} is not among ${dropped}`);
    // Needed by fields that a phone shows: the weight for the delivery promise, the sku for the price.
    for (const field of ['Product.weightGrams', 'Product.sku']) assert.ok(!dropped.includes(field), field);
  });

  for (const client of ['mobile', 'tv'] as const) {
    it(`the home of ${client} calls fewer services than that of the website`, async () => {
      const web = calledUpstreams(await of(screens, 'web').show('home'));
      const own = calledUpstreams(await of(screens, client).show('home'));
      const spared = web.filter((name) => !own.includes(name));
      assert.ok(spared.includes('inventory'), `not called: ${spared}`);
    });
  }
});
