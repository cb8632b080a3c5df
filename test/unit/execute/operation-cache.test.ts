import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FrontageError } from '../../../shared/core/errors.ts';
import { Cancellation } from '../../../shared/core/runtime/cancellation.ts';
import { createOperationCache } from '../../../shared/execute/prepare/operation-cache.ts';

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
  it('compiles a value once for several requests, even concurrent ones', async () => {
    const cache = createOperationCache<string>({ maxEntries: 2, maxBytes: 100 });
    const { made, make } = counting();
    const both = await Promise.all([
      cache.getOrMake('a', () => 1, make('a')),
      cache.getOrMake('a', () => 1, make('a')),
    ]);
    assert.deepEqual(both, ['a', 'a']);
    assert.deepEqual(made, ['a']);
  });

  it('evicts the least recently used value if there are too many', async () => {
    const cache = createOperationCache<string>({ maxEntries: 2, maxBytes: 100 });
    const { made, make } = counting();
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await cache.getOrMake(key, () => 1, make(key));
    assert.deepEqual(made, ['a', 'b', 'c', 'b']);
  });

  it('evicts by bytes, but caches a value that alone exceeds the bound', async () => {
    const cache = createOperationCache<string>({ maxEntries: 10, maxBytes: 100 });
    const { made, make } = counting();
    for (const key of ['a', 'b', 'a']) await cache.getOrMake(key, () => 60, make(key));
    for (const key of ['huge', 'huge']) await cache.getOrMake(key, () => 1000, make(key));
    assert.deepEqual(made, ['a', 'b', 'a', 'huge']);
  });

  it('counts the bytes of compiled values, and none of cancelled ones', async () => {
    const cache = createOperationCache<string>({ maxEntries: 10, maxBytes: 100 });
    const { made, make } = counting();
    const length = (text: string): number => text.length * 10;
    for (const key of ['a', 'bbbb', 'ccccc', 'a', 'bbbb']) await cache.getOrMake(key, length, make(key));
    assert.deepEqual(made, ['a', 'bbbb', 'ccccc']);
    await assert.rejects(cache.getOrMake('gone', length, () => Promise.reject(new Error('no plan'))));
    await cache.getOrMake('d', length, make('d'));
    assert.deepEqual(['a', 'bbbb', 'ccccc'].map(cache.get), ['a', 'bbbb', undefined]);
  });

  it('lists the compiled values by the number of requests', async () => {
    const cache = createOperationCache<string>({ maxEntries: 3, maxBytes: 100 });
    const { make } = counting();
    const pending = cache.getOrMake('a', () => 1, make('a'));
    assert.equal(cache.get('a'), undefined);
    await pending;
    assert.equal(cache.get('a'), 'a');
    for (const key of ['b', 'c', 'c', 'b', 'b', 'b']) await cache.getOrMake(key, () => 1, make(key));
    assert.deepEqual(cache.mostUsed(), ['b', 'a', 'c']);
    // A request for an entry protects it from eviction.
    cache.get('a');
    await cache.getOrMake('d', () => 1, make('d'));
    assert.deepEqual([cache.get('a'), cache.get('c')], ['a', undefined]);
  });

  it('stores the failure to find a plan for a limited time, and no other failure', async () => {
    const cache = createOperationCache<string>({ maxEntries: 2, maxBytes: 100, failuresKeptMs: 60_000 });
    for (const [code, attempts] of [
      ['QUERY_PLANNING_FAILED', 1],
      ['SERVER_OVERLOADED', 2],
      ['GATEWAY_TIMEOUT', 2],
      // The planner broke: that says nothing about the operation.
      ['INTERNAL_SERVER_ERROR', 2],
    ] as const) {
      let made = 0;
      const make = async (): Promise<string> => {
        made += 1;
        throw new FrontageError(code);
      };
      for (let time = 0; time < 2; time += 1)
        await assert.rejects(
          cache.getOrMake(code, () => 1, make),
          { code },
        );
      assert.equal(made, attempts, code);
      // Preparing an operation that is never evicted tries again.
      await assert.rejects(cache.pin(code, make), { code });
      assert.equal(made, attempts + 1, code);
    }
  });

  it('cancels a compilation when no request waits for it any more', async () => {
    const cache = createOperationCache<string>({ maxEntries: 2, maxBytes: 100 });
    const cancelled: string[] = [];
    const make = (making: Cancellation): Promise<string> =>
      new Promise((_resolve, reject) => {
        making.add(() => {
          cancelled.push('making');
          reject(new FrontageError('GATEWAY_TIMEOUT'));
        });
      });
    const clients = [new Cancellation(), new Cancellation()];
    const waiting = clients.map((cancellation) =>
      cache.wait('a', () => 1, make, { cancellation, deadlineMs: performance.now() + 60_000 }),
    );
    const outcomes = waiting.map((one) => assert.rejects(one, { code: 'GATEWAY_TIMEOUT' }));
    clients[0]?.cancel();
    await outcomes[0];
    assert.deepEqual(cancelled, []);
    clients[1]?.cancel();
    await outcomes[1];
    assert.deepEqual(cancelled, ['making']);
    const late = cache.wait('b', () => 1, make, { cancellation: new Cancellation(), deadlineMs: 0 });
    await assert.rejects(late, { code: 'GATEWAY_TIMEOUT' });
    assert.deepEqual(cancelled, ['making', 'making']);
  });

  it('does not cache a failure', async () => {
    const cache = createOperationCache<string>({ maxEntries: 2, maxBytes: 100 });
    await assert.rejects(
      cache.getOrMake(
        'a',
        () => 1,
        () => Promise.reject(new Error('no plan')),
      ),
      /no plan/,
    );
    assert.equal(
      await cache.getOrMake(
        'a',
        () => 1,
        async () => 'made',
      ),
      'made',
    );
  });
});

describe('a pinned value of the operation cache', () => {
  it('is never evicted, takes no room, and is listed with the most used values', async () => {
    const cache = createOperationCache<string>({ maxEntries: 2, maxBytes: 100 });
    const { made, make } = counting();
    for (const key of ['a', 'b', 'c']) await cache.pin(key, make(key));
    for (const key of ['d', 'e', 'f', 'e']) await cache.getOrMake(key, () => 1, make(key));
    for (const key of ['a', 'b', 'c', 'a']) await cache.getOrMake(key, () => 1, make(key));
    assert.deepEqual(made, ['a', 'b', 'c', 'd', 'e', 'f']);
    assert.equal(cache.get('a'), 'a');
    assert.equal(cache.mostUsed()[0], 'a');
  });

  it('is taken over if it is cached already, and compiled again if it failed', async () => {
    const cache = createOperationCache<string>({ maxEntries: 1, maxBytes: 100 });
    const { made, make } = counting();
    await cache.getOrMake('a', () => 1, make('a'));
    await cache.pin('a', make('a'));
    await cache.getOrMake('b', () => 1, make('b'));
    assert.equal(cache.get('a'), 'a');
    await assert.rejects(cache.pin('c', () => Promise.reject(new Error('no'))));
    assert.equal(await cache.pin('c', make('c')), 'c');
    assert.deepEqual(made, ['a', 'b', 'c']);
  });
});
