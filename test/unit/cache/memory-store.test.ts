import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMemoryStore } from '../../../shared/cache/memory-store.ts';

const minute = 60_000;

function storeWithClock(maxBytes: number) {
  const clock = { now: 0 };
  return { clock, store: createMemoryStore({ maxBytes, now: () => clock.now }) };
}

describe('the memory store', () => {
  it('returns bytes until they expire', async () => {
    const { clock, store } = storeWithClock(10_000);
    await store.set('a', Buffer.from([0, 255, 10]), 1000);
    clock.now = 999;
    assert.deepEqual(await store.get('a'), Buffer.from([0, 255, 10]));
    clock.now = 1000;
    assert.equal(await store.get('a'), undefined);
    assert.equal(store.bytes, 0);
    assert.equal(await store.get('never'), undefined);
  });

  it('never exceeds its maximum size, and evicts the least recently used entry', () => {
    const { store } = storeWithClock(10_000);
    for (const key of ['a', 'b', 'c']) store.write(key, Buffer.alloc(2000), minute);
    store.read('a');
    store.write('d', Buffer.alloc(2000), minute);
    assert.deepEqual(
      ['a', 'b', 'c', 'd'].filter((key) => store.read(key) !== undefined),
      ['a', 'c', 'd'],
    );
    for (let index = 0; index < 1000; index += 1) {
      store.write(`key ${index % 70}`, Buffer.alloc((index * 37) % 3000), minute);
      assert.ok(store.bytes <= 10_000);
    }
  });

  it('does not store a value that exceeds its maximum size, and removes the previous one', () => {
    const { store } = storeWithClock(10_000);
    store.write('a', Buffer.alloc(10), minute);
    store.write('a', Buffer.alloc(20_000), minute);
    assert.equal(store.read('a'), undefined);
    assert.equal(store.bytes, 0);
  });

  it('counts an overwritten value once', () => {
    const { store } = storeWithClock(10_000);
    store.write('a', Buffer.alloc(100), minute);
    const { bytes } = store;
    store.write('a', Buffer.alloc(100), minute);
    assert.equal(store.bytes, bytes);
  });

  it('stores a copy: later changes of the given bytes have no effect', () => {
    const { store } = storeWithClock(10_000);
    const given = Buffer.from('abc');
    store.write('a', given, minute);
    given.fill('x');
    assert.equal(store.read('a')?.toString(), 'abc');
    assert.equal(store.read('a')?.buffer.byteLength, 3);
  });

  it('removes all entries when it is cleared', () => {
    const { store } = storeWithClock(10_000);
    store.write('a', Buffer.from('abc'), minute);
    store.clear();
    assert.equal(store.read('a'), undefined);
    assert.equal(store.bytes, 0);
  });
});
