import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cachedGraph } from '../support/cached-graph.ts';

const caching = { anonymous: { maxAge: '60s' } };
const query = '{ one(n: 1) text(length: 5000) }';

describe('entity tags', () => {
  it('an entity tag is weak, and changes only with a value or the media type', async (context) => {
    const { one, get } = await cachedGraph(context, { caching });
    const tagOf = async (headers = {}): Promise<unknown> => (await get(query, { headers })).headers.etag;
    const first = await tagOf();
    assert.match(String(first), /^W\/"[\w-]{22}"$/);
    assert.equal(await tagOf(), first);
    for (const encoding of ['br', 'gzip', 'identity'])
      assert.equal(await tagOf({ 'accept-encoding': encoding }), first, encoding);
    assert.notEqual(await tagOf({ accept: 'application/graphql-response+json' }), first);
    one.headers = { 'cache-control': 'max-age=3' };
    assert.equal(await tagOf(), first);
    one.fields['one'] = () => 'another';
    assert.notEqual(await tagOf(), first);
  });

  it('an entity tag is sent only for GET, and not for responses that caches must not store', async (context) => {
    const { one, get, post } = await cachedGraph(context, { caching });
    assert.equal((await post(query)).headers.etag, undefined);
    one.headers = { 'cache-control': 'no-store' };
    assert.equal((await get(query)).headers.etag, undefined);
  });
});

describe('conditional requests', () => {
  it('a matching If-None-Match is served a 304 without a body, with the headers that a cache needs', async (context) => {
    const { get } = await cachedGraph(context, { caching });
    const { headers, status } = await get(query);
    assert.equal(status, 200);
    const known = await get(query, { headers: { 'if-none-match': headers.etag, 'accept-encoding': 'br' } });
    assert.deepEqual([known.status, known.text], [304, '']);
    for (const name of ['etag', 'cache-control', 'vary'] as const)
      assert.equal(known.headers[name], headers[name], name);
    assert.ok(known.headers.date && known.headers['x-request-id']);
    for (const name of ['content-type', 'content-length', 'content-encoding'] as const)
      assert.equal(known.headers[name], undefined, name);
  });

  it('If-None-Match can list several tags, weak or strong, or *', async (context) => {
    const { get } = await cachedGraph(context, { caching });
    const tag = String((await get(query)).headers.etag);
    const strong = tag.slice(2);
    const bare = strong.slice(1, -1);
    for (const [named, status] of [
      [tag, 304],
      [strong, 304],
      ['*', 304],
      [' * ', 304],
      [`"a", W/"b" ,${tag}`, 304],
      [`"with, comma", ${strong}`, 304],
      ['"a"', 200],
      [`"a${bare}"`, 200],
      [bare, 200],
      [`"${bare}`, 200],
      ['', 200],
    ] as const)
      assert.equal((await get(query, { headers: { 'if-none-match': named } })).status, status, named);
  });

  it('If-None-Match is served the full response if it has changed or is an error', async (context) => {
    const { one, get } = await cachedGraph(context, { caching });
    const tag = String((await get(query)).headers.etag);
    one.fields['one'] = () => 'another';
    const changed = await get(query, { headers: { 'if-none-match': tag } });
    assert.equal(changed.status, 200);
    assert.match(changed.text, /another/);
    one.status = 500;
    for (const named of ['*', tag, String(changed.headers.etag)]) {
      const failed = await get(query, { headers: { 'if-none-match': named } });
      assert.equal(failed.status, 200);
      assert.match(failed.text, /"errors"/);
    }
  });

  it('If-None-Match is ignored for POST and if the settings have no caching section', async (context) => {
    const plain = await cachedGraph(context, {});
    assert.equal((await plain.get(query, { headers: { 'if-none-match': '*' } })).status, 200);
    const { post } = await cachedGraph(context, { caching });
    assert.equal((await post(query, { 'if-none-match': '*' })).status, 200);
  });
});
