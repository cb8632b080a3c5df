import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createOperationCache } from '../../../shared/execute/operation-cache.ts';

function counting(): { made: string[]; make: (name: string) => () => Promise<string> } {
  const made: string[] = [];
  return {
    made,
    make: (name) => async () => {
      made.push(name);
      return name;
    },
  };
}

describe('the operation cache', () => {
  it('makes once what is asked for twice, also at the same time', async () => {
    const cache = createOperationCache<string>({ maxEntries: 2, maxBytes: 100 });
    const { made, make } = counting();
    const both = await Promise.all([cache.getOrMake('a', 1, make('a')), cache.getOrMake('a', 1, make('a'))]);
    assert.deepEqual(both, ['a', 'a']);
    assert.deepEqual(made, ['a']);
  });

  it('forgets what was used least recently when there are too many', async () => {
    const cache = createOperationCache<string>({ maxEntries: 2, maxBytes: 100 });
    const { made, make } = counting();
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await cache.getOrMake(key, 1, make(key));
    assert.deepEqual(made, ['a', 'b', 'c', 'b']);
  });

  it('forgets by bytes, but keeps one that is larger than all of the room', async () => {
    const cache = createOperationCache<string>({ maxEntries: 10, maxBytes: 100 });
    const { made, make } = counting();
    for (const key of ['a', 'b', 'a']) await cache.getOrMake(key, 60, make(key));
    for (const key of ['huge', 'huge']) await cache.getOrMake(key, 1000, make(key));
    assert.deepEqual(made, ['a', 'b', 'a', 'huge']);
  });

  it('tells what is made, and by how often it was asked for', async () => {
    const cache = createOperationCache<string>({ maxEntries: 3, maxBytes: 100 });
    const { make } = counting();
    const pending = cache.getOrMake('a', 1, make('a'));
    assert.equal(cache.get('a'), undefined);
    await pending;
    assert.equal(cache.get('a'), 'a');
    for (const key of ['b', 'c', 'c', 'b', 'b', 'b']) await cache.getOrMake(key, 1, make(key));
    assert.deepEqual(cache.mostUsed(), ['b', 'a', 'c']);
    // To be asked for keeps it from being forgotten.
    cache.get('a');
    await cache.getOrMake('d', 1, make('d'));
    assert.deepEqual([cache.get('a'), cache.get('c')], ['a', undefined]);
  });

  it('does not keep a failure', async () => {
    const cache = createOperationCache<string>({ maxEntries: 2, maxBytes: 100 });
    await assert.rejects(
      cache.getOrMake('a', 1, () => Promise.reject(new Error('no plan'))),
      /no plan/,
    );
    assert.equal(await cache.getOrMake('a', 1, async () => 'made'), 'made');
  });
});

describe('what the operation cache is to keep', () => {
  it('is never dropped, takes no room, and counts among what is used most', async () => {
    const cache = createOperationCache<string>({ maxEntries: 2, maxBytes: 100 });
    const { made, make } = counting();
    for (const key of ['a', 'b', 'c']) await cache.keep(key, 1000, make(key));
    for (const key of ['d', 'e', 'f', 'e']) await cache.getOrMake(key, 1, make(key));
    for (const key of ['a', 'b', 'c', 'a']) await cache.getOrMake(key, 1, make(key));
    assert.deepEqual(made, ['a', 'b', 'c', 'd', 'e', 'f']);
    assert.equal(cache.get('a'), 'a');
    assert.equal(cache.mostUsed()[0], 'a');
  });

  it('is taken over when it is there already, and made again when it failed', async () => {
    const cache = createOperationCache<string>({ maxEntries: 1, maxBytes: 100 });
    const { made, make } = counting();
    await cache.getOrMake('a', 1, make('a'));
    await cache.keep('a', 1, make('a'));
    await cache.getOrMake('b', 1, make('b'));
    assert.equal(cache.get('a'), 'a');
    await assert.rejects(cache.keep('c', 1, () => Promise.reject(new Error('no'))));
    assert.equal(await cache.keep('c', 1, make('c')), 'c');
    assert.deepEqual(made, ['a', 'b', 'c']);
  });
});
