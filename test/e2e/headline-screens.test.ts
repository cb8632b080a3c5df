import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { CONTROL_PORT, SERVICES } from '../../demo/harbour.ts';
import { BFF_PORTS } from '../../demo/launcher/settings.ts';
import { HOST } from '../../demo/server/faulty-server.ts';
import { childProcesses, isAlive } from '../support/child-processes.ts';
import { arePortsFree, freePortOffset } from '../support/free-port-offset.ts';
import { type HeadlineOperation, headlineOperations } from '../support/headline-operations.ts';
import { identityToken } from '../support/identity-token.ts';
import { type GraphqlResponse, listAt, sendDocumentId, valueAt } from '../support/send-query.ts';
import { type StartedProcess, startProcess } from '../support/started-process.ts';
import { upstreamNames } from '../support/upstream-names.ts';

/** The programs that `npm start` starts. */
const start = new URL('../../demo/start.js', import.meta.url);

/** The characteristic part of each screen; each comes from another upstream than the rest, or from several. */
const essentials: Readonly<Record<string, readonly string[]>> = {
  'web account': [
    'dashboard.profile.email',
    'dashboard.orders.nodes.0.lines.0.product.title',
    'dashboard.profile.wishlist.items.0.product.price',
  ],
  'web home': [
    'hero.featuredProducts.0.price.currentText',
    'hero.heroArt.webp',
    'spotlight.0.title',
    'recommendations.0.product.rating.average',
    'rails.nodes.0.items.0.title',
    'latestReviews.0.author.displayName',
    'categories.0.name',
  ],
  'web product': [
    'product.seoHtml',
    'product.price.current.amount',
    'product.stock.status',
    'product.shippingEstimate.amount',
    'product.deliveryRates.0.price.amount',
    'product.reviews.nodes.0.author.displayName',
    'product.clips.0.asset.previewUrl',
    'product.related.0.product.title',
  ],
  'web search': [
    'search.hits.0.product.price.current.amount',
    'search.facets.0.values.0.count',
    'suggestions.0',
  ],
  'mobile account': ['account.name', 'account.orders.nodes.0.totalText', 'account.wishlist.0.title'],
  'mobile home': [
    'home.hero.photo',
    'home.recommended.0.priceText',
    'home.recommended.0.rating',
    'home.spotlight.0.image',
    'home.sections.0.items.0.id',
  ],
  'mobile product': [
    'product.priceText',
    'product.deliveryPromise',
    'product.reviewCount',
    'product.reviews.0.author',
  ],
  'mobile search': ['search.products.0.rating'],
  'tv account': ['me.continueWatching.0.title', 'me.continueWatching.0.picture', 'me.orders.0.line'],
  'tv focus': ['focusDetails.0.facts', 'focusDetails.1.preview', 'focusDetails.2.title'],
  'tv home': [
    'home.hero.art',
    'home.layoutToken',
    'home.rails.3.items.0.subtitle',
    'home.rails.0.posters.0',
    'home.recommended.items.0.subtitle',
  ],
  'tv product': ['product.lines.2', 'product.clips.0.videoUrl', 'product.buyOnPhoneUrl'],
  'tv search': ['suggestions.0', 'search.items.0.subtitle'],
  'tv show': ['show.poster', 'show.episodes.0.picture'],
  'partner 2026-01/orders': ['orders.nodes.0.lines.0.title', 'orders.nodes.0.total'],
  'partner 2026-01/product': ['product.price', 'product.stockQuantity', 'product.ratingAverage'],
  'partner 2026-01/products': ['productFeed.nodes.49.price', 'productFeed.nodes.49.inStock'],
  'partner 2026-07/orders': ['orders.nodes.0.lines.0.title', 'orders.nodes.0.total.amount'],
  'partner 2026-07/product': [
    'product.listPrice.amount',
    'product.availability',
    'product.rating.histogram.4',
  ],
  'partner 2026-07/products': ['productFeed.nodes.49.price.amount', 'productFeed.nodes.49.availability'],
};

async function launch(portOffset: number): Promise<StartedProcess> {
  const launcher = startProcess(start, ['--port-offset', String(portOffset)]);
  await launcher.until(/^control +http.*running$/m);
  return launcher;
}

async function untilAllHaveGone(pids: readonly number[], portOffset: number): Promise<void> {
  while (pids.some(isAlive) || !(await arePortsFree(portOffset))) await delay(20);
}

describe('npm start', () => {
  let portOffset: number;
  let launcher: StartedProcess;
  const tokens = new Map<string, string>();
  const urlOf = (port: number): string => `http://${HOST}:${port + portOffset}`;

  before(async () => {
    portOffset = await freePortOffset();
    launcher = await launch(portOffset);
    const provider = urlOf(SERVICES.identity.port);
    tokens.set('user', await identityToken(provider, { user: 'user-3' }));
    tokens.set('partner', await identityToken(provider, { partner: 'partner-3' }));
  });
  after(async () => {
    launcher?.child.kill('SIGKILL');
    await launcher?.exit();
  });

  function show({
    client,
    screen,
    path,
    documentId,
    variables,
  }: HeadlineOperation): Promise<GraphqlResponse> {
    const token = tokens.get(client === 'partner' ? 'partner' : screen === 'account' ? 'user' : '');
    return sendDocumentId(`${urlOf(BFF_PORTS[client])}${path}`, documentId, {
      variables,
      ...(token && { token }),
    });
  }

  it('npm start prints an example of each of the twenty screens', () => {
    const names = headlineOperations.map(({ client, screen }) => `${client} ${screen}`);
    assert.deepEqual(names.sort(), Object.keys(essentials).sort());
    assert.equal(names.length, 20);
  });

  for (const operation of headlineOperations) {
    const name = `${operation.client} ${operation.screen}`;
    it(`npm start serves ${name}`, async () => {
      const { status, body } = await show(operation);
      assert.equal(status, 200);
      assert.equal(valueAt(body, 'errors'), undefined, JSON.stringify(valueAt(body, 'errors')));
      for (const path of essentials[name] ?? []) {
        const value = valueAt(body, `data.${path}`);
        assert.ok(value !== null && value !== undefined, `nothing at ${path}`);
      }
    });
  }

  it('npm start: every subgraph and REST upstream was called for the screens and responded each time', async () => {
    for (const name of upstreamNames) {
      const response = await fetch(`${urlOf(CONTROL_PORT)}/services/${name}/requests`);
      const requests = listAt(await response.json(), '');
      assert.ok(requests.length > 0, `${name} was never called`);
      for (const request of requests) assert.equal(valueAt(request, 'status'), 200, name);
    }
  });

  it('npm start ends on SIGTERM: every process has ended and every port is free', async () => {
    const pids = childProcesses(launcher.child);
    assert.ok(pids.length >= 5, `${pids}`);
    launcher.child.kill('SIGTERM');
    assert.equal(await launcher.exit(), 0, launcher.output());
    assert.deepEqual(pids.filter(isAlive), []);
    assert.ok(await arePortsFree(portOffset));
    // A busy machine makes it print what it waits for.
    assert.equal(launcher.stderr().replace(/^waiting for .*\n/gm, ''), '');
  });
});

describe('npm start, when it fails', () => {
  it('npm start leaves no process running when it is killed', async (context) => {
    const portOffset = await freePortOffset();
    const launcher = await launch(portOffset);
    context.after(() => launcher.child.kill('SIGKILL'));
    const pids = childProcesses(launcher.child);
    assert.ok(pids.length >= 5, `${pids}`);
    launcher.child.kill('SIGKILL');
    await launcher.exit();
    await untilAllHaveGone(pids, portOffset);
  });

  it('npm start names the port in use, in one line, and starts nothing', async (context) => {
    const portOffset = await freePortOffset();
    const port = BFF_PORTS.mobile + portOffset;
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(port, HOST, resolve));
    context.after(() => squatter.close());
    const launcher = startProcess(start, ['--port-offset', String(portOffset)]);
    assert.equal(await launcher.exit(), 1);
    assert.match(launcher.output(), new RegExp(`^port ${port} \\(mobile\\) is taken; [^\\n]+\\n$`));
    await new Promise((resolve) => squatter.close(resolve));
    assert.ok(await arePortsFree(portOffset));
  });
});
