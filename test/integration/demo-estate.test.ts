import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import { createEstate, type Estate } from '../../demo/estate.ts';
import { EstateError } from '../../demo/estate-error.ts';
import { SERVICES, type ServiceName } from '../../demo/harbour.ts';
import { HOST } from '../../demo/server/faulty-server.ts';
import { arePortsFree, freePortOffset } from '../support/free-port-offset.ts';
import { sendQuery, valueAt } from '../support/send-query.ts';

async function withEstate(
  options: Parameters<typeof createEstate>[0],
  use: (estate: Estate) => Promise<void>,
): Promise<void> {
  const estate = await createEstate(options);
  try {
    await use(estate);
  } finally {
    await estate.close();
  }
}

/** A few responses of every service, after the same mutations. */
async function portrait(estate: Estate): Promise<unknown[]> {
  const graphql = (name: ServiceName, text: string): Promise<unknown> =>
    sendQuery(estate.service(name).url, text, { subject: 'user-3' }).then(({ body }) => body);
  const rest = (name: ServiceName, path: string): Promise<string> =>
    fetch(`${estate.service(name).url}${path}`).then((response) => response.text());
  return [
    await graphql(
      'orders',
      'mutation { placeOrder(input: { lines: [{ sku: "HB-000011" }] }) { id number placedAt } }',
    ),
    await graphql(
      'accounts',
      'mutation { addToWishlist(productId: "product-11") { items { addedAt product { id } } } }',
    ),
    await graphql(
      'catalog',
      '{ productFeed(first: 30) { nodes { id title description weightGrams updatedAt inStock } } }',
    ),
    await graphql('reviews', '{ latestReviews(first: 30) { id title body author { id displayName } } }'),
    await graphql('media', '{ hero { id title } rails(first: 9) { nodes { id items { __typename } } } }'),
    await graphql('orders', '{ orders(first: 30) { nodes { number lines { product { sku } } } } }'),
    await rest('search', '/v1/search?q=wool&limit=30'),
    await rest('recommendations', '/v1/recommendations?limit=30'),
    await rest('carrier', '/tracking/HBX00000410'),
  ];
}

describe('the demo estate', () => {
  it('the demo estate responds identically for the same seed and differently for another seed', async () => {
    const portraits: unknown[] = [];
    for (const seed of [5, 5, 6]) {
      await withEstate({ ports: 'ephemeral', seed }, async (estate) => {
        portraits.push(await portrait(estate));
      });
    }
    assert.deepEqual(portraits[0], portraits[1]);
    assert.notDeepEqual(portraits[0], portraits[2]);
  });

  it('the demo estate reports the port in use and leaves nothing running', async () => {
    const portOffset = await freePortOffset();
    const port = SERVICES.media.port + portOffset;
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(port, HOST, resolve));
    await assert.rejects(createEstate({ portOffset }), (error: Error) => {
      assert.ok(error instanceof EstateError);
      assert.equal(
        error.message,
        `port ${port} (media) is taken; end the process that listens there or choose --port-offset`,
      );
      return true;
    });
    await new Promise((resolve) => squatter.close(resolve));
    assert.ok(await arePortsFree(portOffset));
  });

  it('the demo estate closes while requests hang', async () => {
    const estate = await createEstate({ ports: 'ephemeral' });
    const { url } = estate.service('pricing');
    await estate.service('pricing').setFault({ mode: 'hang' });
    await estate.service('search').setFault({ latencyMs: 60_000 });
    const open = [fetch(url), fetch(estate.service('search').url)];
    while ((await estate.service('search').status()).requests === 0)
      await new Promise((done) => setTimeout(done, 5));
    const outcomes = Promise.allSettled(open);
    await estate.close();
    assert.deepEqual(
      (await outcomes).map(({ status }) => status),
      ['rejected', 'rejected'],
    );
  });

  it('separate services run in processes of their own, and killing one does not affect another', async () => {
    await withEstate({ ports: 'ephemeral', separate: true }, async (estate) => {
      const status = async (name: ServiceName): Promise<unknown> => {
        const response = await fetch(`${estate.controlUrl}/services/${name}`);
        return response.json();
      };
      const categories = (): Promise<{ readonly status: number }> =>
        sendQuery(estate.service('catalog').url, '{ categories { id } }');

      assert.equal((await categories()).status, 200);
      assert.equal(valueAt(await status('catalog'), 'requests'), 1);
      const fault = { method: 'PUT', body: '{"errorRate":1}' };
      assert.equal((await fetch(`${estate.controlUrl}/services/reviews/fault`, fault)).status, 200);
      assert.equal((await fetch(estate.service('reviews').url)).status, 503);

      const pid = Number(valueAt(await status('catalog'), 'pid'));
      assert.notEqual(pid, process.pid);
      process.kill(pid, 'SIGKILL');
      while (valueAt(await status('catalog'), 'state') !== 'exited')
        await new Promise((done) => setTimeout(done, 5));
      await assert.rejects(categories());
      assert.equal((await sendQuery(estate.service('media').url, '{ hero { id } }')).status, 200);
      assert.equal((await fetch(`${estate.controlUrl}/services/catalog/fault`, fault)).status, 409);

      const restart = await fetch(`${estate.controlUrl}/services/catalog/restart`, { method: 'POST' });
      assert.equal(restart.status, 200);
      assert.equal((await categories()).status, 200);
    });
  });
});
