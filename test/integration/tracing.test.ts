import assert from 'node:assert/strict';
import { after, before, describe, it, mock, type TestContext } from 'node:test';
import { createEstate, type Estate } from '../../demo/estate.ts';
import { Trace, type TraceContext, traces } from '../../shared/core/runtime/tracing.ts';
import type { Bff, Settings } from '../../shared/index.ts';
import { respondsToTexts, startClient, unhurried } from '../support/harbour-client.ts';
import { type HttpResponse, sendHttp } from '../support/send-http.ts';

/** One event of a tracing channel. */
interface TraceEvent {
  readonly channel: string;
  readonly event: 'start' | 'end' | 'asyncStart' | 'asyncEnd' | 'error';
  readonly context: TraceContext;
}

const priced = (id: string): string => `{ product(id: "${id}") { title price { currentText } } }`;
/** Its view selects eight fields of the graph. */
const tooLarge = '{ product(id: "product-1") { price { currentText listText } } }';
const maxSelections = 7;

let estate: Estate;
let web: Bff;

before(async () => {
  estate = await createEstate({ ports: 'ephemeral' });
  web = await startClient('web', estate, (settings) => bounded(respondsToTexts(unhurried(settings))));
});
after(async () => {
  await web?.close();
  await estate?.close();
});

/** Without trusted documents, which select more. */
function bounded(settings: Settings): Settings {
  const { limits, trustedDocuments } = settings;
  return {
    ...settings,
    trustedDocuments: { ...trustedDocuments, directory: undefined },
    limits: { ...limits, operation: { ...limits.operation, selections: maxSelections } },
  };
}

/** Sends a query by GET, which the cache of responses serves. */
function get(query: string, requestId: string, path = '/graphql'): Promise<HttpResponse> {
  return sendHttp(`${web.url}${path}?query=${encodeURIComponent(query)}`, {
    headers: { 'x-request-id': requestId, 'apollo-require-preflight': 'true' },
  });
}

/** The events of all channels until the test ends. */
function recordEvents(test: TestContext): TraceEvent[] {
  const events: TraceEvent[] = [];
  for (const trace of Object.values(traces)) {
    const record = (event: TraceEvent['event']) => (context: TraceContext) =>
      void events.push({ channel: trace.name, event, context });
    const unsubscribe = trace.subscribe({
      start: record('start'),
      end: record('end'),
      asyncStart: record('asyncStart'),
      asyncEnd: record('asyncEnd'),
      error: record('error'),
    });
    test.after(unsubscribe);
  }
  return events;
}

/** Resolves when the request has published its last event. */
async function requestEnded(events: readonly TraceEvent[], requestId: string): Promise<TraceEvent[]> {
  const isLast = ({ channel, event, context }: TraceEvent): boolean =>
    channel === 'frontage:request' && event === 'asyncEnd' && context.requestId === requestId;
  while (!events.some(isLast)) await new Promise((resolve) => setImmediate(resolve));
  return events.filter(({ context }) => context.requestId === requestId);
}

const synchronous: ReadonlySet<string> = new Set(['cache', 'parse']);

/** The beginning and the end of each piece of work, in order. */
function spansOf(events: readonly TraceEvent[]): string[] {
  return events.flatMap(({ channel, event }) => {
    const name = channel.replace('frontage:', '');
    const isSync = synchronous.has(name);
    if (event === 'start') return [`> ${name}`];
    return event === (isSync ? 'end' : 'asyncEnd') ? [`< ${name}`] : [];
  });
}

/** The fields that the engine sets; Node adds the result. */
function withoutResult(context: TraceContext): Record<string, unknown> {
  return Object.fromEntries(Object.entries(context).filter(([name]) => name !== 'result'));
}

function failedChannels(events: readonly TraceEvent[]): string[] {
  const names = events.filter(({ event }) => event === 'error').map(({ channel }) => channel);
  return [...new Set(names)].sort();
}

describe('tracing channels', () => {
  it('create no context while they have no subscribers', async (test) => {
    const factories = [mock.method(Trace.prototype, 'promise'), mock.method(Trace.prototype, 'sync')];
    test.after(() => mock.restoreAll());
    const created = (): number => factories.reduce((count, factory) => count + factory.mock.callCount(), 0);
    assert.equal((await get(priced('product-2'), 'idle')).status, 200);
    assert.equal(created(), 0);
    const unsubscribe = traces.fetch.subscribe({
      start() {},
      end() {},
      asyncStart() {},
      asyncEnd() {},
      error() {},
    });
    test.after(unsubscribe);
    assert.equal((await get(priced('product-3'), 'one-channel')).status, 200);
    assert.equal(created(), 2);
  });

  it('publish the work of a request, nested in the order of its stages', async (test) => {
    const events = recordEvents(test);
    const { status, text } = await get(priced('product-1'), 'traced');
    assert.equal(status, 200, text);
    const own = await requestEnded(events, 'traced');
    assert.equal(own.length, events.length, 'every event carries the id of its request');
    assert.deepEqual(spansOf(own), [
      '> request',
      '> cache',
      '< cache',
      '> parse',
      '< parse',
      '> plan',
      '< plan',
      '> fetch',
      '> upstream:call',
      '> upstream:attempt',
      '< upstream:attempt',
      '< upstream:call',
      '< fetch',
      '> fetch',
      '> connector',
      '> upstream:call',
      '> upstream:attempt',
      '< upstream:attempt',
      '< upstream:call',
      '< connector',
      '< fetch',
      '< request',
    ]);
    assert.deepEqual(failedChannels(own), []);
  });

  it('describe the work in their contexts', async (test) => {
    const events = recordEvents(test);
    await get(priced('product-4'), 'described');
    await get(priced('product-4'), 'cached');
    const own = await requestEnded(events, 'described');
    const contexts = Object.fromEntries(own.map(({ channel, context }) => [channel, withoutResult(context)]));
    const requestId = 'described';
    const upstream = 'pricing.pricing';
    const coordinate = 'Product';
    const endpoint = `${estate.service('pricing').url}/`;
    assert.deepEqual(contexts, {
      'frontage:request': { requestId, method: 'GET', path: '/graphql', status: 200 },
      'frontage:cache': { requestId, isHit: false },
      'frontage:parse': { requestId, isValid: true },
      'frontage:plan': { requestId, operationName: undefined },
      'frontage:fetch': { requestId, subgraph: 'pricing', coordinate },
      'frontage:connector': { requestId, source: upstream, coordinate },
      'frontage:upstream:call': { requestId, upstream, coordinate, method: 'POST', status: 200 },
      'frontage:upstream:attempt': { requestId, upstream, coordinate, endpoint, status: 200 },
    });
    const cached = await requestEnded(events, 'cached');
    assert.deepEqual(spansOf(cached), ['> request', '> cache', '< cache', '< request']);
    const lookUp = cached.find(({ channel }) => channel === 'frontage:cache');
    assert.deepEqual(lookUp && withoutResult(lookUp.context), { requestId: 'cached', isHit: true });
  });

  it('publish error for work that fails', async (test) => {
    const events = recordEvents(test);
    const { status } = await get('{ __typename }', 'no-version', '/unknown/graphql');
    assert.equal(status, 404);
    assert.deepEqual(failedChannels(await requestEnded(events, 'no-version')), ['frontage:request']);

    await get('{ unknownField }', 'invalid');
    const refused = await requestEnded(events, 'invalid');
    assert.deepEqual(failedChannels(refused), [], 'a refused document is a result');
    const parsed = refused.find(({ channel }) => channel === 'frontage:parse');
    assert.deepEqual(parsed && withoutResult(parsed.context), { requestId: 'invalid', isValid: false });

    await get(tooLarge, 'too-large');
    assert.deepEqual(failedChannels(await requestEnded(events, 'too-large')), ['frontage:plan']);

    const upstream = ['frontage:upstream:attempt', 'frontage:upstream:call'];
    await estate.service('pricing').setFault({ mode: 'invalid-json' });
    test.after(() => estate.service('pricing').setFault(null));
    await get(priced('product-5'), 'no-price');
    assert.deepEqual(failedChannels(await requestEnded(events, 'no-price')), ['frontage:connector']);

    await estate.service('catalog').setFault({ mode: 'reset' });
    test.after(() => estate.service('catalog').setFault(null));
    await get(priced('product-6'), 'no-product');
    const failed = await requestEnded(events, 'no-product');
    assert.deepEqual(failedChannels(failed), ['frontage:fetch', ...upstream]);
    for (const { event, context } of failed)
      if (event === 'error') assert.ok(Reflect.get(context, 'error') instanceof Error);
  });
});
