import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { loadSettings } from '../../shared/index.ts';
import { deadUpstream, httpUpstream } from '../support/http-upstream.ts';
import { sendQuery, valueAt } from '../support/send-query.ts';
import { startBff } from '../support/start-bff.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])\n';
const sdl = {
  catalog: 'type Query { products: [Product!]! } type Product @key(fields: "id") { id: ID! name: String }',
  reviews:
    'type Query { latest: [String!] } type Product @key(fields: "id") { id: ID! rating: Float text: String }',
  pricing: 'type Query { sale: Float } type Product @key(fields: "id") { id: ID! price: Float }',
};
type Name = keyof typeof sdl;

const data: Readonly<Record<Name, (query: string) => unknown>> = {
  catalog: () => ({
    products: ['1', '2'].map((id) => ({ __typename: 'Product', id, name: `product ${id}` })),
  }),
  reviews: (query) =>
    query.includes('_entities') ? entities({ rating: 4, text: 'fine' }) : { latest: ['good'] },
  pricing: (query) => (query.includes('_entities') ? entities({ price: 10 }) : { sale: 0.5 }),
};
const entities = (entity: object) => ({ _entities: [entity, entity] });

const query = '{ all: products { id name stars: rating cost: price } last: latest sale }';
const healthy = {
  all: ['1', '2'].map((id) => ({ id, name: `product ${id}`, stars: 4, cost: 10 })),
  last: ['good'],
  sale: 0.5,
};

interface Estate {
  readonly url: string;
  /** The calls that an upstream has received. */
  readonly calls: Readonly<Record<Name, number>>;
  /** What an upstream does with a call instead of responding. */
  readonly faults: Map<Name, (response: ServerResponse, query: string) => void>;
}

/** A graph of real servers; `dead` ones never listened. */
async function startEstate(context: TestContext, settings = '', dead: readonly Name[] = []): Promise<Estate> {
  const calls = { catalog: 0, reviews: 0, pricing: 0 };
  const faults: Estate['faults'] = new Map();
  const names: readonly Name[] = ['catalog', 'reviews', 'pricing'];
  const services = names.map(async (name) => {
    const url = dead.includes(name)
      ? await deadUpstream()
      : await httpUpstream(context, async (request, response) => {
          calls[name] += 1;
          const requested = String(valueAt(await json(request), 'query'));
          const fault = faults.get(name);
          response.setHeader('content-type', 'application/json');
          if (fault !== undefined) fault(response, requested);
          else response.end(JSON.stringify({ data: data[name](requested) }));
        });
    return { name, url, typeDefs: parse(link + sdl[name]) };
  });
  const { supergraphSdl = '' } = composeServices(await Promise.all(services));
  const directory = temporaryFiles(context, {
    'graph.graphql': supergraphSdl,
    'bff.yaml': `supergraph: ./graph.graphql
listen: { port: 0 }
logs: { level: silent }
shutdown: { delay: 0s, grace: 1s }
${settings}`,
  });
  const bff = await startBff(loadSettings(join(directory, 'bff.yaml')));
  context.after(() => bff.close());
  return { url: `${bff.url}/graphql`, calls, faults };
}

const part = (upstream: string, reason: string, path: readonly unknown[], servedFrom = 'nothing') => ({
  path,
  upstream,
  reason,
  servedFrom,
});
const listParts = (body: unknown) => valueAt(body, 'extensions.degraded');
const withoutReviews = { ...healthy, all: healthy.all.map((item) => ({ ...item, stars: null })), last: null };

/** The client's error if the reviews fail with a code. */
function checkWithoutReviews(body: unknown, code: string): void {
  assert.deepEqual(valueAt(body, 'data'), withoutReviews);
  const errors = valueAt(body, 'errors');
  assert.ok(Array.isArray(errors));
  const reported = errors.map((error) => [valueAt(error, 'path'), valueAt(error, 'extensions.code')]);
  assert.deepEqual(
    reported.sort(),
    [
      [['all'], code],
      [['last'], code],
    ].sort(),
  );
}

describe('F1 a slow subgraph', () => {
  it('F1 a slow subgraph costs only its own fields, after its own timeout', async (context) => {
    const { url, faults } = await startEstate(
      context,
      'upstreams: { subgraphs: { reviews: { timeout: 200ms, retry: { attempts: 0 } } } }',
    );
    faults.set('reviews', () => {});
    const { status, body, headers } = await sendQuery(url, query);
    assert.equal(status, 200);
    checkWithoutReviews(body, 'SUBGRAPH_TIMEOUT');
    assert.equal(headers.get('frontage-degraded'), 'reviews');
    assert.equal(headers.get('cache-control'), 'no-store');
  });

  it('F1 a slow subgraph is not awaited beyond the soft deadline, even if its timeout is longer', async (context) => {
    const { url, faults, calls } = await startEstate(
      context,
      'degradation: { softDeadline: 1s }\nrequestDeadline: 60s\nupstreams: { all: { timeout: 50s } }',
    );
    const gone = new Promise<void>((resolve) => {
      faults.set('reviews', (response) => response.once('close', resolve));
    });
    const { status, body } = await sendQuery(url, query);
    assert.equal(status, 200);
    checkWithoutReviews(body, 'SOFT_DEADLINE_EXCEEDED');
    const parts = listParts(body);
    assert.ok(Array.isArray(parts));
    const reason = 'SOFT_DEADLINE_EXCEEDED';
    const expected = [part('reviews', reason, ['all']), part('reviews', reason, ['last'])];
    const sorted = (list: readonly unknown[]) => list.map((one) => JSON.stringify(one)).sort();
    assert.deepEqual(sorted(parts), sorted(expected));
    await gone;
    assert.equal(calls.pricing, 2);
  });

  it('F1 fields of a slow subgraph are replaced by declared fallbacks and last good values', async (context) => {
    const { url, faults } = await startEstate(
      context,
      `upstreams: { subgraphs: { reviews: { timeout: 200ms, retry: { attempts: 0 } } } }
degradation:
  upstreams: { reviews: { onError: lastGood, maxAge: 1h, shared: true } }
  fields: { Query.latest: { onError: default, value: [] } }`,
    );
    const before = await sendQuery(url, query);
    assert.deepEqual(before.body, { data: healthy });
    assert.equal(before.headers.get('frontage-degraded'), null);
    faults.set('reviews', () => {});
    const { body, codes } = await sendQuery(url, query);
    assert.deepEqual(codes, []);
    assert.deepEqual(valueAt(body, 'data'), { ...healthy, last: [] });
    const parts = listParts(body);
    assert.ok(Array.isArray(parts));
    const served = parts.map((one) => [valueAt(one, 'path.0'), valueAt(one, 'servedFrom')]);
    assert.deepEqual(served.sort(), [
      ['all', 'lastGood'],
      ['last', 'default'],
    ]);
  });
});

describe('F2 a subgraph that responds with 5xx', () => {
  it('F2 a 5xx response is reported by a code, and its content does not reach clients', async (context) => {
    const { url, faults } = await startEstate(context);
    faults.set('reviews', (response) => {
      response.statusCode = 503;
      response.end('{"secret":"canary at http://inside:4001"}');
    });
    const { status, body, text } = await sendQuery(url, query);
    assert.equal(status, 200);
    checkWithoutReviews(body, 'SUBGRAPH_HTTP_ERROR');
    assert.doesNotMatch(text, /canary|inside|secret|503|127\.0\.0\.1/);
  });
});

describe('F8 a subgraph that returns data and errors', () => {
  it('F8 data next to errors is used, and the errors have client paths', async (context) => {
    const { url, faults } = await startEstate(context);
    faults.set('reviews', (response, requested) => {
      const about = requested.includes('_entities');
      const error = { message: 'canary', extensions: { code: 'BROKEN', stack: 'canary' } };
      response.end(
        JSON.stringify({
          data: about ? { _entities: [{ rating: 4 }, { rating: null }] } : { latest: ['good'] },
          ...(about && { errors: [{ ...error, path: ['_entities', 1, 'rating'] }] }),
        }),
      );
    });
    const { body, text } = await sendQuery(url, query);
    const [one, two] = healthy.all;
    assert.deepEqual(valueAt(body, 'data'), { ...healthy, all: [one, { ...two, stars: null }] });
    assert.deepEqual(valueAt(body, 'errors.0.path'), ['all', 1, 'stars']);
    assert.deepEqual(listParts(body), [part('reviews', 'DOWNSTREAM_SERVICE_ERROR', ['all', 1, 'stars'])]);
    assert.doesNotMatch(text, /canary/);
  });
});

describe('F9 a subgraph that is down', () => {
  it('F9 a subgraph that is down fails only its own fields, before and after its breaker opens', async (context) => {
    const { url, calls } = await startEstate(context, '', ['reviews']);
    const codes = new Set<unknown>();
    for (let round = 0; round < 60; round += 1) {
      const response = await sendQuery(url, query);
      assert.equal(response.status, 200);
      const code = valueAt(response.body, 'errors.0.extensions.code');
      codes.add(code);
      assert.deepEqual(valueAt(response.body, 'data'), withoutReviews);
      for (const error of response.codes)
        assert.match(String(error), /^SUBGRAPH_(?:UNAVAILABLE|CIRCUIT_OPEN)$/);
    }
    assert.ok(codes.has('SUBGRAPH_CIRCUIT_OPEN'), 'the breaker has opened');
    const { body } = await sendQuery(url, query);
    const retryAfterMs = valueAt(body, 'extensions.degraded.0.retryAfterMs');
    assert.ok(typeof retryAfterMs === 'number' && retryAfterMs > 0);
    assert.deepEqual(calls, { catalog: 61, reviews: 0, pricing: 122 });
    const { body: other } = await sendQuery(url, '{ sale products { name price } }');
    assert.equal(valueAt(other, 'errors'), undefined);
    assert.equal(valueAt(other, 'extensions'), undefined);
  });

  it('F9 fields that must not be served without a dead subgraph fail closed', async (context) => {
    const { url } = await startEstate(
      context,
      'degradation: { fields: { Product.rating: { onError: fail } } }',
      ['reviews'],
    );
    const { status, headers, body, codes } = await sendQuery(url, query);
    assert.equal(status, 503);
    assert.match(headers.get('retry-after') ?? '', /^\d+$/);
    assert.equal(valueAt(body, 'data'), null);
    assert.deepEqual(codes, ['SUBGRAPH_UNAVAILABLE']);
    const other = await sendQuery(url, '{ products { name } }');
    assert.equal(other.status, 200);
  });
});
