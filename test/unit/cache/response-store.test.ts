import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createResponseStore, type StoredResponse } from '../../../shared/cache/response-store.ts';
import { ResponseBody } from '../../../shared/core/http/response-body.ts';

function responseOf(bytes: number, freshMs = 1000, staleIfErrorMs = 0): StoredResponse {
  const response = {
    status: 200,
    headers: {},
    upstreamHeaders: new Map(),
    body: new ResponseBody(Buffer.alloc(bytes)),
    upstreamCalls: 0,
    errorCodes: [],
    degraded: [],
  };
  return { response, freshMs, staleIfErrorMs };
}

describe('the response store', () => {
  it('returns a response with its age until it expires', () => {
    let nowMs = 5000;
    const store = createResponseStore({ maxBytes: 100_000, now: () => nowMs });
    store.set('a', responseOf(10, 1000, 500));
    assert.equal(store.find('b'), undefined);
    nowMs += 999;
    assert.equal(store.find('a')?.ageMs, 999);
    nowMs += 500;
    assert.equal(store.find('a')?.ageMs, 1499);
    nowMs += 1;
    assert.equal(store.find('a'), undefined);
    assert.equal(store.bytes, 0);
    store.set('a', responseOf(10, 0, 500));
    assert.equal(store.find('a'), undefined, 'a response that is never fresh is not stored');
  });

  it('stays within its maximum size, which includes compressed forms', () => {
    const store = createResponseStore({ maxBytes: 100_000, now: () => 0 });
    for (let count = 0; count < 10; count += 1) store.set(`key ${count}`, responseOf(10_000));
    assert.ok(store.bytes <= 100_000 && store.bytes > 60_000, String(store.bytes));
    assert.equal(store.find('key 0'), undefined);
    assert.ok(store.find('key 9'));
    store.set('large', responseOf(60_000));
    assert.equal(store.find('large'), undefined);
    assert.ok(store.find('key 9'), 'a response that is too large evicts nothing');
    store.clear();
    assert.deepEqual([store.bytes, store.find('key 9')], [0, undefined]);
  });

  it('evicts the least recently used response, and counts a replaced one once', () => {
    const store = createResponseStore({ maxBytes: 70_000, now: () => 0 });
    for (const key of ['a', 'b', 'c']) store.set(key, responseOf(10_000));
    const { bytes } = store;
    store.set('c', responseOf(10_000));
    assert.equal(store.bytes, bytes);
    store.find('a');
    store.set('d', responseOf(10_000));
    assert.deepEqual(
      ['a', 'b', 'c', 'd'].map((key) => store.find(key) !== undefined),
      [true, false, true, true],
    );
  });
});
