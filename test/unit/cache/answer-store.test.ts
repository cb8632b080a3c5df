import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createResponseStore, type StoredResponse } from '../../../shared/cache/response-store.ts';
import { ResponseBody } from '../../../shared/core/http/response-body.ts';

function kept(bytes: number, freshMs = 1000, staleIfErrorMs = 0): StoredResponse {
  const answer = {
    status: 200,
    headers: {},
    upstreamHeaders: new Map(),
    body: new ResponseBody(Buffer.alloc(bytes)),
    upstreamCalls: 0,
    errorCodes: [],
    degraded: [],
  };
  return { answer, freshMs, staleIfErrorMs };
}

describe('a store of answers', () => {
  it('tells how old an answer is, and has it as long as it is of use', () => {
    let nowMs = 5000;
    const store = createResponseStore({ maxBytes: 100_000, now: () => nowMs });
    store.keep('a', kept(10, 1000, 500));
    assert.equal(store.find('b'), undefined);
    nowMs += 999;
    assert.equal(store.find('a')?.ageMs, 999);
    nowMs += 500;
    assert.equal(store.find('a')?.ageMs, 1499);
    nowMs += 1;
    assert.equal(store.find('a'), undefined);
    assert.equal(store.bytes, 0);
    store.keep('a', kept(10, 0, 500));
    assert.equal(store.find('a'), undefined, 'what is never fresh is not kept');
  });

  it('stays within its bytes, counted with room for compressed forms', () => {
    const store = createResponseStore({ maxBytes: 100_000, now: () => 0 });
    for (let count = 0; count < 10; count += 1) store.keep(`key ${count}`, kept(10_000));
    assert.ok(store.bytes <= 100_000 && store.bytes > 60_000, String(store.bytes));
    assert.equal(store.find('key 0'), undefined);
    assert.ok(store.find('key 9'));
    store.keep('large', kept(60_000));
    assert.equal(store.find('large'), undefined);
    assert.ok(store.find('key 9'), 'what does not fit takes nothing with it');
    store.clear();
    assert.deepEqual([store.bytes, store.find('key 9')], [0, undefined]);
  });

  it('gives up what was used least recently, and counts what is replaced once', () => {
    const store = createResponseStore({ maxBytes: 70_000, now: () => 0 });
    for (const key of ['a', 'b', 'c']) store.keep(key, kept(10_000));
    const { bytes } = store;
    store.keep('c', kept(10_000));
    assert.equal(store.bytes, bytes);
    store.find('a');
    store.keep('d', kept(10_000));
    assert.deepEqual(
      ['a', 'b', 'c', 'd'].map((key) => store.find(key) !== undefined),
      [true, false, true, true],
    );
  });
});
