import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { cachedGraph } from '../support/cached-graph.ts';

const caching = {
  anonymous: { maxAge: '60s', sharedMaxAge: '120s', staleWhileRevalidate: '300s', staleIfError: '1d' },
  signedIn: { maxAge: '10s' },
};
const stale = 'stale-while-revalidate=300, stale-if-error=86400';
const both = '{ one(n: 1) two }';

describe('the Cache-Control of a response', () => {
  /** The header of each subgraph, and the resulting header for an anonymous client and for a user. */
  const rows: readonly (readonly [string | undefined, string | undefined, string, string])[] = [
    [undefined, undefined, `public, max-age=60, s-maxage=120, ${stale}`, 'private, max-age=10'],
    ['max-age=30', undefined, `public, max-age=30, ${stale}`, 'private, max-age=10'],
    ['max-age=30', 'max-age=5', `public, max-age=5, ${stale}`, 'private, max-age=5'],
    [
      'max-age=500',
      'public, max-age=600',
      `public, max-age=60, s-maxage=120, ${stale}`,
      'private, max-age=10',
    ],
    ['public, max-age=90', undefined, `public, max-age=60, s-maxage=90, ${stale}`, 'private, max-age=10'],
    ['s-maxage=20', undefined, `public, max-age=60, s-maxage=20, ${stale}`, 'private, max-age=10'],
    ['public, max-age=30', 'private, max-age=50', `private, max-age=30, ${stale}`, 'private, max-age=10'],
    ['public', 'Private="set-cookie"', `private, max-age=60, ${stale}`, 'private, max-age=10'],
    ['no-cache', 'max-age=50', 'public, no-cache', 'private, no-cache'],
    ['max-age=0', 'public, max-age=50', 'public, no-cache', 'private, no-cache'],
    [
      'max-age=5, must-revalidate',
      undefined,
      'public, max-age=5, must-revalidate',
      'private, max-age=5, must-revalidate',
    ],
    ['no-store', 'public, max-age=50', 'no-store', 'no-store'],
    ['public, max-age=50', 'private, NO-STORE, max-age=9', 'no-store', 'no-store'],
    ['max-age=nonsense', undefined, 'public, no-cache', 'private, no-cache'],
  ];

  it('Cache-Control is the strictest combination of the upstream headers and the settings', async (context) => {
    const { one, two, get, post, token } = await cachedGraph(context, { caching }, true);
    const authorization = `Bearer ${await token('user-1')}`;
    for (const [first, second, anonymous, signedIn] of rows) {
      one.headers = first === undefined ? {} : { 'cache-control': first };
      two.headers = second === undefined ? {} : { 'cache-control': second };
      const row = JSON.stringify([first, second]);
      assert.equal((await get(both)).headers['cache-control'], anonymous, row);
      assert.equal((await post(both)).headers['cache-control'], anonymous, row);
      const asUser = await get(both, { headers: { authorization } });
      assert.equal(asUser.headers['cache-control'], signedIn, row);
      const withCookie = await get(both, { headers: { cookie: 'a=b' } });
      assert.equal(withCookie.headers['cache-control'], signedIn, row);
    }
  });

  it('Cache-Control depends only on the upstreams that were called', async (context) => {
    const { two, get } = await cachedGraph(context, { caching });
    two.headers = { 'cache-control': 'no-store' };
    assert.equal(
      (await get('{ one }')).headers['cache-control'],
      `public, max-age=60, s-maxage=120, ${stale}`,
    );
    assert.equal((await get('{ two }')).headers['cache-control'], 'no-store');
  });

  it('the computed max-age subtracts Age, reads Expires, and Vary: * prevents caching', async (context) => {
    const { one, get } = await cachedGraph(context, { caching });
    const reported = async (headers: Record<string, string>): Promise<unknown> => {
      one.headers = headers;
      return (await get('{ one }')).headers['cache-control'];
    };
    assert.equal(
      await reported({ 'cache-control': 'max-age=50', age: '20' }),
      `public, max-age=30, ${stale}`,
    );
    assert.equal(await reported({ 'cache-control': 'max-age=50', age: '70' }), 'public, no-cache');
    const date = 'Thu, 01 Jan 2026 00:00:00 GMT';
    assert.equal(
      await reported({ date, expires: 'Thu, 01 Jan 2026 00:00:40 GMT' }),
      `public, max-age=40, ${stale}`,
    );
    assert.equal(await reported({ date, expires: '0' }), 'public, no-cache');
    const later = 'Thu, 01 Jan 2026 01:00:00 GMT';
    assert.equal(
      await reported({ date, expires: later, 'cache-control': 'max-age=9' }),
      `public, max-age=9, ${stale}`,
    );
    assert.equal(await reported({ 'cache-control': 'max-age=50', vary: 'accept, *' }), 'no-store');
  });

  it('Cache-Control is no-store if an upstream sends none and the settings require one', async (context) => {
    const settings = { caching: { ...caching, upstreamDefault: 'noStore' } };
    const { one, two, get } = await cachedGraph(context, settings);
    one.headers = { 'cache-control': 'max-age=30' };
    assert.equal((await get('{ one }')).headers['cache-control'], `public, max-age=30, ${stale}`);
    assert.equal((await get(both)).headers['cache-control'], 'no-store');
    two.headers = { 'cache-control': 'public' };
    assert.equal((await get(both)).headers['cache-control'], 'no-store');
    two.headers = { expires: 'Thu, 01 Jan 2099 01:00:00 GMT' };
    assert.equal((await get(both)).headers['cache-control'], `public, max-age=30, ${stale}`);
  });

  it('Cache-Control requires revalidation if the settings have no ages', async (context) => {
    const { get, post } = await cachedGraph(context, { caching: {} });
    for (const { headers } of [
      await get(both),
      await post(both),
      await get(both, { headers: { authorization: 'Bearer a' } }),
    ])
      assert.equal(headers['cache-control'], 'private, no-cache');
  });

  it('clients that share one execution receive the same Cache-Control', async (context) => {
    const settings = { caching, deduplication: { requests: true } };
    const { bff, one, get, calls } = await cachedGraph(context, settings);
    one.headers = { 'cache-control': 'private, max-age=7' };
    one.fields['one'] = async () => {
      while (bff.status().inFlight < 5) await nextTurn();
      return 'one';
    };
    const all = await Promise.all(Array.from({ length: 5 }, () => get('{ one }')));
    for (const { headers } of all) assert.equal(headers['cache-control'], `private, max-age=7, ${stale}`);
    assert.ok(calls() < 5);
  });

  it('no Cache-Control is sent without the section in the settings', async (context) => {
    const { one, get } = await cachedGraph(context, {});
    one.headers = { 'cache-control': 'max-age=30' };
    const { headers } = await get('{ one }');
    assert.deepEqual(
      [headers['cache-control'], headers['etag'], headers.vary],
      [undefined, undefined, 'accept-encoding'],
    );
  });
});

describe('responses that caches must not store', () => {
  it('the response to a mutation must not be stored', async (context) => {
    const { post } = await cachedGraph(context, { caching });
    const { headers, text } = await post('mutation { change }');
    assert.equal(text, '{"data":{"change":"changed"}}');
    assert.deepEqual([headers['cache-control'], headers.etag], ['no-store', undefined]);
  });

  it('a response with errors, complete or partial, must not be stored', async (context) => {
    const { one, two, get, post } = await cachedGraph(context, { caching });
    one.headers = { 'cache-control': 'public, max-age=50' };
    two.headers = { 'cache-control': 'public, max-age=50' };
    two.fields['two'] = () => {
      throw new Error('secret');
    };
    for (const query of [both, '{ two }', '{ nothing }', '{ one(n: "a") }', '{']) {
      for (const { headers, text } of [await get(query), await post(query)]) {
        assert.match(text, /"errors"/);
        assert.deepEqual([headers['cache-control'], headers.etag], ['no-store', undefined], query);
      }
    }
  });

  it('a degraded response must not be stored', async (context) => {
    const degradation = { fields: { 'Query.two': { onError: 'default', value: 'instead' } } };
    const { two, get } = await cachedGraph(context, { caching, degradation });
    two.headers = { 'cache-control': 'public, max-age=50' };
    two.status = 500;
    const { headers, text } = await get(both);
    assert.match(text, /"instead"/);
    assert.doesNotMatch(text, /"errors"/);
    assert.deepEqual([headers['cache-control'], headers.etag], ['no-store', undefined]);
  });

  it('a response that sets a cookie must not be stored', async (context) => {
    const headers = { all: { response: [{ propagate: { named: 'set-cookie' } }] } };
    const { one, get } = await cachedGraph(context, { caching, headers });
    one.headers = { 'cache-control': 'public, max-age=50', 'set-cookie': 'a=b' };
    const response = await get('{ one }');
    assert.deepEqual(response.headers['set-cookie'], ['a=b']);
    assert.deepEqual([response.headers['cache-control'], response.headers.etag], ['no-store', undefined]);
  });
});

describe('the Vary of a response', () => {
  const varyOf = async (context: Parameters<typeof cachedGraph>[0], settings: object, hasUsers = false) => {
    const { get } = await cachedGraph(context, settings, hasUsers);
    const { headers } = await get('{ one }');
    return [headers.vary, String(headers['cache-control']).split(',')[0]];
  };

  it('Vary lists what the response depends on: credentials and forwarded headers', async (context) => {
    assert.deepEqual(await varyOf(context, { caching }), ['accept, accept-encoding', 'public']);
    assert.deepEqual(await varyOf(context, { caching }, true), [
      'accept, authorization, accept-encoding',
      'public',
    ]);
    const request = [{ propagate: { named: 'x-tenant' } }, { propagate: { named: 'accept-language' } }];
    assert.deepEqual(await varyOf(context, { caching, headers: { subgraphs: { one: { request } } } }), [
      'accept, accept-language, x-tenant, accept-encoding',
      'public',
    ]);
    const compression = { enabled: false };
    assert.deepEqual(await varyOf(context, { caching, compression }), ['accept', 'public']);
  });

  it('a response is private if headers are forwarded by a pattern, because Vary cannot list them', async (context) => {
    const headers = { all: { request: [{ propagate: { matching: 'x-.*' } }] } };
    assert.deepEqual(await varyOf(context, { caching, headers }), ['accept, accept-encoding', 'private']);
  });
});
