import assert from 'node:assert/strict';
import type { OutgoingHttpHeaders } from 'node:http';
import { describe, it } from 'node:test';
import { cachedGraph } from '../support/cached-graph.ts';
import { seededRandom } from '../support/seeded-random.ts';

const responses = { enabled: true };
const caching = { anonymous: { maxAge: '60s' }, signedIn: { maxAge: '60s' }, responses };

describe('cached responses', () => {
  it('a fresh cached response is served again with its age, also as a 304', async (context) => {
    const { get, calls } = await cachedGraph(context, { caching });
    const first = await get('{ one(n: 1) text(length: 5000) }');
    assert.equal(first.headers.age, undefined);
    const again = await get('{ one(n: 1) text(length: 5000) }');
    assert.equal(again.text, first.text);
    assert.match(String(again.headers.age), /^\d+$/);
    for (const name of ['etag', 'cache-control', 'vary', 'content-type'] as const)
      assert.equal(again.headers[name], first.headers[name]);
    assert.notEqual(again.headers['x-request-id'], first.headers['x-request-id']);
    const headers = { 'if-none-match': first.headers.etag };
    const known = await get('{ one(n: 1) text(length: 5000) }', { headers });
    assert.deepEqual([known.status, known.text, known.headers.etag], [304, '', first.headers.etag]);
    assert.equal(calls(), 1);
  });

  it('responses are not cached without the setting', async (context) => {
    const { get, calls } = await cachedGraph(context, { caching: { ...caching, responses: {} } });
    await get('{ one }');
    await get('{ one }');
    assert.equal(calls(), 2);
  });

  it('cached responses are shared for reordered variables, and not for different variables', async (context) => {
    const { get, calls } = await cachedGraph(context, { caching });
    const query = 'query ($n: Int, $of: Numbers) { one(n: $n, of: $of) }';
    const textFor = async (variables: object): Promise<string> => (await get(query, { variables })).text;
    const first = await textFor({ n: 1, of: { a: 1, b: 2 } });
    assert.equal(await textFor({ of: { b: 2, a: 1 }, n: 1 }), first);
    assert.equal(calls(), 1);
    for (const other of [{ n: 1, of: { a: 2, b: 1 } }, { n: 2, of: { a: 1, b: 2 } }, { n: 1 }, {}])
      assert.notEqual(await textFor(other), first);
    assert.equal(calls(), 5);
    await get('query ($n: Int, $of: Numbers) { one(n: $n, of: $of), two }', { variables: { n: 1 } });
    assert.equal(calls(), 7);
  });

  it('failed, degraded, cookie-setting and no-store responses are not cached', async (context) => {
    const { one, two, get, post, calls } = await cachedGraph(context, {
      caching,
      degradation: { fields: { 'Query.two': { onError: 'default', value: 'instead' } } },
      headers: { subgraphs: { one: { response: [{ propagate: { named: 'set-cookie' } }] } } },
    });
    const isCached = async (query: string, headers: OutgoingHttpHeaders = {}): Promise<boolean> => {
      await get(query, { headers });
      const before = calls();
      await get(query, { headers });
      return calls() === before;
    };
    for (const headers of [
      { 'cache-control': 'no-store' },
      { 'cache-control': 'private, max-age=60' },
      { 'cache-control': 'max-age=0' },
      { 'cache-control': 'no-cache' },
      { 'set-cookie': 'session=1' },
    ]) {
      one.headers = headers;
      assert.equal(await isCached('{ one(n: 5) }'), false, JSON.stringify(headers));
    }
    one.headers = {};
    one.fields['who'] = () => {
      throw new Error('no');
    };
    assert.equal(await isCached('{ one who }'), false);
    two.status = 503;
    assert.equal(await isCached('{ two }'), false);
    two.status = 200;
    assert.equal(await isCached('{ two }'), true);
    assert.equal(await isCached('{ one(n: 5) }'), true);
    const before = calls();
    await post('{ two }');
    assert.equal(calls(), before + 1, 'a POST is always executed');
  });

  it('responses to users without a partition are not cached, and those of a user are served only to that token', async (context) => {
    const { one, get, calls, token } = await cachedGraph(context, { caching }, true);
    one.headers = { 'cache-control': 'private, max-age=60' };
    const authorization = `Bearer ${await token('user-1')}`;
    const other = `Bearer ${await token('user-2')}`;
    const who = async (headers: OutgoingHttpHeaders): Promise<string> =>
      (await get('{ who }', { headers })).text;
    assert.equal(await who({ authorization }), '{"data":{"who":"user-1"}}');
    assert.equal(await who({ authorization }), '{"data":{"who":"user-1"}}');
    assert.equal(calls(), 1);
    assert.equal(await who({ authorization: other }), '{"data":{"who":"user-2"}}');
    assert.equal(await who({}), '{"data":{"who":"nobody"}}');
    assert.equal(calls(), 3);
    assert.equal((await get('{ who }', { headers: { authorization: 'Bearer wrong' } })).status, 401);
  });

  it('a cached response is not served to a request that would be refused', async (context) => {
    const { get } = await cachedGraph(context, { caching });
    assert.equal((await get('{ one }')).status, 200);
    const headers = { 'apollo-require-preflight': '', 'sec-fetch-site': 'cross-site' };
    assert.equal((await get('{ one }', { headers })).status, 403);
    assert.equal((await get('{ one }', { headers: { accept: 'text/html' } })).status, 406);
  });

  it('the cache cannot be poisoned by a header that a proxy removes', async (context) => {
    const headers = { all: { request: [{ propagate: { named: 'x-tenant' } }] } };
    const { one, get } = await cachedGraph(context, { caching, headers });
    one.fields['who'] = (_args, requested) => String(requested['x-tenant'] ?? 'nobody');
    const requested = { 'x-tenant': 'a' };
    const poison = await get('{ who }', { headers: { ...requested, connection: 'close, x-tenant' } });
    assert.equal(poison.text, '{"data":{"who":"nobody"}}');
    assert.equal((await get('{ who }', { headers: requested })).text, '{"data":{"who":"a"}}');
  });

  it('a change of the settings invalidates cached responses', async (context) => {
    const { one, get, reload } = await cachedGraph(context, { caching });
    assert.match((await get('{ one }')).text, /one/);
    one.fields['one'] = () => 'new';
    assert.match((await get('{ one }')).text, /one/);
    await reload({ caching, introspection: true });
    assert.match((await get('{ one }')).text, /new/);
  });

  it('a stale cached response is served if the whole operation fails, for the configured time', async (context) => {
    const anonymous = { maxAge: '1s', staleIfError: '1h' };
    const { one, get } = await cachedGraph(context, {
      caching: { anonymous, responses },
      degradation: { fields: { 'Query.one': { onError: 'fail' } } },
    });
    const first = await get('{ one }');
    assert.match((await get('{ one(n: 2) two }')).text, /one 2/);
    await new Promise((done) => setTimeout(done, 1100));
    one.status = 500;
    const instead = await get('{ one }');
    assert.deepEqual([instead.status, instead.text], [200, first.text]);
    assert.equal(instead.headers['cache-control'], 'no-store');
    assert.ok(Number(instead.headers.age) >= 1);
    assert.equal((await get('{ one(n: 3) }')).status, 503);
    one.status = 200;
    one.headers = { 'cache-control': 'max-age=1, must-revalidate' };
    await get('{ one(n: 4) }');
    await new Promise((done) => setTimeout(done, 1100));
    one.status = 500;
    assert.equal((await get('{ one(n: 4) }')).status, 503);
  });
});

describe('the cache between users', () => {
  it('users with the same request never receive the response of another user, under any cache setting', async (context) => {
    const request = [{ propagate: { named: 'x-tenant' } }, { propagate: { named: 'cookie' } }];
    const { one, two, get, token, calls } = await cachedGraph(
      context,
      { caching, headers: { subgraphs: { one: { request } } } },
      true,
    );
    // The upstream echoes everything that can distinguish users.
    one.fields['who'] = (_args, { 'x-auth-subject': subject, 'x-tenant': tenant, cookie }) =>
      JSON.stringify([subject, tenant, cookie]);
    const tokens = await Promise.all(['user-1', 'user-2'].map(token));
    const random = seededRandom(7);
    const pick = <Value>(values: readonly Value[]): Value | undefined =>
      values[Math.floor(random() * values.length)];
    /** The owner of the response of each tag. */
    const tags = new Map<string, string>();
    const isFromStore = { yes: 0, no: 0 };

    const getOnce = async (): Promise<void> => {
      const control = pick([undefined, 'max-age=30', 'private, max-age=30', 'no-store']);
      one.headers = control === undefined ? {} : { 'cache-control': control };
      two.headers = one.headers;
      const user = pick([undefined, 0, 1]);
      // Values that look like the delimiters around values.
      const tenant = pick([undefined, 'a', 'b', '', '-', '1 a', 'a@user-1']);
      const cookie = pick([undefined, undefined, 's=1', 's=2']);
      const query = pick(['{ who }', '{ who two }', 'query Q { who }']) ?? '';
      const headers: OutgoingHttpHeaders = {
        ...(user !== undefined && { authorization: `Bearer ${tokens[user]}` }),
        ...(tenant !== undefined && { 'x-tenant': tenant }),
        ...(cookie !== undefined && { cookie }),
        ...(random() < 0.3 && { 'if-none-match': [...tags.keys()].slice(-5).join(', ') }),
      };
      const { status, text, headers: reported } = await get(query, { headers });
      const expected = JSON.stringify([user === undefined ? undefined : `user-${user + 1}`, tenant, cookie]);
      isFromStore[reported.age === undefined ? 'no' : 'yes'] += 1;
      if (user !== undefined || cookie !== undefined)
        assert.doesNotMatch(reported['cache-control'] ?? '', /public|s-maxage/);
      for (const name of ['authorization', 'x-tenant', 'cookie'])
        assert.match(reported.vary ?? '', new RegExp(name));
      if (status === 304) {
        assert.equal(tags.get(String(reported.etag)), expected);
        return;
      }
      assert.equal(status, 200);
      assert.equal(JSON.parse(text).data.who, expected);
      if (reported.etag !== undefined) tags.set(reported.etag, expected);
    };

    for (let round = 0; round < 60; round += 1) await Promise.all(Array.from({ length: 10 }, getOnce));
    assert.ok(
      isFromStore.yes > 100 && isFromStore.no > 50,
      JSON.stringify({ ...isFromStore, calls: calls() }),
    );
  });
});
