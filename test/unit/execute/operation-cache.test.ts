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
