import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createEstate, type Estate } from '../../demo/estate.ts';
import { type RequestFinished, requestFinished } from '../../shared/core/channels.ts';
import { listeningUrl, startClientMain } from '../support/frontage-process.ts';
import { startClient, withoutView } from '../support/harbour-client.ts';
import { sendQuery } from '../support/send-query.ts';

let estate: Estate;

before(async () => {
  estate = await createEstate({ ports: 'ephemeral' });
});
after(() => estate?.close());
afterEach(() => estate.service('catalog').setFault(null));

const categories = '{ categories { id } }';

/** Waits until the catalog has an open request, or has none any more. */
async function untilCatalogRequest(isOpen: boolean): Promise<void> {
  for (;;) {
    const [request] = await estate.service('catalog').requests();
    if (request !== undefined && (request.finishedAt === null) === isOpen) return;
    await delay(5);
  }
}

describe('a request in flight', () => {
  for (const engine of ['native', 'reference'] as const) {
    it(`a request in flight is aborted everywhere when its client disconnects, and logged as 499 (${engine})`, async (context) => {
      const web = await startClient('web', estate, (settings) => ({ ...withoutView(settings), engine }));
      context.after(() => web.close());
      const catalog = estate.service('catalog');
      await catalog.clearRequests();
      await catalog.setFault({ mode: 'hang' });
      const finished = new Promise<RequestFinished>((resolve) => {
        const end = requestFinished.subscribe((message) => {
          end();
          resolve(message);
        });
      });
      const client = new AbortController();
      const pending = sendQuery(`${web.url}/graphql`, categories, { signal: client.signal });
      await untilCatalogRequest(true);
      client.abort();
      await assert.rejects(pending, { name: 'AbortError' });
      await untilCatalogRequest(false);
      const { status, path } = await finished;
      assert.deepEqual([status, path], [499, '/graphql']);
      assert.equal((await catalog.requests())[0]?.status, null);
    });
  }

  it('a request in flight is completed after SIGTERM, then the process exits with 0', async (context) => {
    const catalog = estate.service('catalog');
    const server = startClientMain(context, 'web', { ...estate.settings, WEB_PORT: '0' });
    const url = await listeningUrl(server);
    await catalog.clearRequests();
    await catalog.setFault({ latencyMs: 1000 });
    const pending = sendQuery(url, categories);
    await untilCatalogRequest(true);
    server.child.kill('SIGTERM');
    await server.until(/"msg":"draining"/);
    await assert.rejects(sendQuery(url, '{ __typename }'), 'new connections are refused');
    const { status, codes } = await pending;
    assert.deepEqual([status, codes], [200, []]);
    assert.equal(await server.exit(), 0);
    assert.equal(server.stderr(), '');
  });
});
