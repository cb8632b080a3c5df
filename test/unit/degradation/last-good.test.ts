import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLastGood, type LastGoodStore } from '../../../shared/degradation/last-good.ts';
import { type MapStore, mapStore } from '../../support/map-store.ts';

interface StoredLastGood {
  readonly lastGood: LastGoodStore;
  readonly store: MapStore;
  pass(ms: number): void;
}

function createStore(context: TestContext, store = mapStore()): StoredLastGood {
  let nowMs = 1_700_000_000_000;
  const lastGood = createLastGood({ store, now: () => nowMs });
  context.after(() => lastGood.close());
  return {
    lastGood,
    store,
    pass: (ms) => {
      nowMs += ms;
    },
  };
}

/** Writes happen in the background; how long they take depends on the load of the machine. */
async function written({ writes }: MapStore): Promise<void> {
  while (writes() === 0) await sleep(1);
  await sleep(10);
}

const hourMs = 3_600_000;

describe('the last good value', () => {
  it('is recalled with its age until it is too old', async (context) => {
    const { lastGood, store, pass } = createStore(context);
    lastGood.remember('a', { price: 7, constructor: 'x' }, hourMs);
    await written(store);
    pass(1500);
    const value = { price: 7, constructor: 'x' };
    assert.deepEqual(await lastGood.recall(['a', 'b'], hourMs), [{ value, ageMs: 1500 }, undefined]);
    pass(hourMs);
    assert.deepEqual(await lastGood.recall(['a'], hourMs), [undefined]);
  });

  it('is a copy that later changes of the object do not affect', async (context) => {
    const { lastGood, store } = createStore(context);
    const value = { list: [1] };
    lastGood.remember('a', value, hourMs);
    value.list.push(2);
    await written(store);
    assert.deepEqual(await lastGood.recall(['a'], hourMs), [{ value: { list: [1] }, ageMs: 0 }]);
  });

  it('is written again if it differs, or after a tenth of its maximum age', async (context) => {
    const { lastGood, store, pass } = createStore(context);
    const remember = async (value: unknown): Promise<number> => {
      lastGood.remember('a', value, 60_000);
      await written(store);
      return store.writes();
    };
    assert.equal(await remember(1), 1);
    assert.equal(await remember(1), 1);
    assert.equal(await remember(2), 2);
    pass(5999);
    assert.equal(await remember(2), 2);
    pass(1);
    assert.equal(await remember(2), 3);
  });

  it('is checked at most once a second, or once in a tenth of its maximum age', (context) => {
    const { lastGood, pass } = createStore(context);
    assert.equal(lastGood.isDue('a', hourMs), true);
    lastGood.remember('a', 1, hourMs);
    assert.equal(lastGood.isDue('a', hourMs), false);
    assert.equal(lastGood.isDue('b', hourMs), true);
    pass(1000);
    assert.equal(lastGood.isDue('a', hourMs), true);
  });

  it('has store keys that reveal nothing', async (context) => {
    const { lastGood, store } = createStore(context);
    lastGood.remember('of ann {"id":"1"}', 1, hourMs);
    await written(store);
    const [key = ''] = store.entries.keys();
    assert.match(key, /^[\w-]{43}$/);
  });
});

describe('the store', () => {
  it('treats values in another format as missing', async (context) => {
    const { lastGood, store } = createStore(context);
    lastGood.remember('a', 1, hourMs);
    await written(store);
    const [key = ''] = store.entries.keys();
    for (const text of ['', '\n', 'x\n1', '1700000000000\n{', '1700000000000', 'null\nnull\n']) {
      store.entries.set(key, Buffer.from(text));
      assert.deepEqual(await lastGood.recall(['a'], hourMs), [undefined], text);
    }
  });

  it('delays no request if it is slow, and receives a bounded number of values', async (context) => {
    const waiting: (() => void)[] = [];
    const store: MapStore = {
      ...mapStore(),
      set: () => new Promise<void>((resolve) => waiting.push(resolve)),
    };
    const { lastGood } = createStore(context, store);
    for (let n = 0; n < 5000; n++) lastGood.remember(String(n), n, hourMs);
    assert.equal(lastGood.isDue('0', hourMs), false);
    assert.equal(lastGood.isDue('4999', hourMs), true, 'what found no room is taken the next time');
    let count = 0;
    const closed = lastGood.close();
    let isClosed = false;
    void closed.then(() => {
      isClosed = true;
    });
    while (!isClosed) {
      for (const resolve of waiting.splice(0)) {
        count += 1;
        resolve();
      }
      await new Promise((done) => setImmediate(done));
    }
    assert.ok(count <= 1000);
  });
});
