import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decode } from '../../../shared/wire/decode/decode.ts';
import { encodeDelta } from '../../../shared/wire/delta/encode-delta.ts';
import { anyPair } from './random-json.ts';

function restores(base: unknown, next: unknown): void {
  const copy: unknown = JSON.parse(JSON.stringify(base));
  const restored = decode(JSON.parse(encodeDelta(base, next)), copy);
  assert.deepEqual(restored, next);
  assert.equal(JSON.stringify(restored), JSON.stringify(next));
  assert.equal(JSON.stringify(copy), JSON.stringify(base));
}

const items = Array.from({ length: 50 }, (_, index) => ({
  id: `item-${index}`,
  name: `Item number ${index}`,
  price: index,
}));
const hits = items.map((item) => ({ node: item, score: 1 }));

describe('the delta form', () => {
  it('restores the new value from the old one, with the order of its keys, and does not modify the old one', () => {
    fc.assert(
      fc.property(anyPair, ([base, next]) => restores(base, next)),
      { numRuns: 1000 },
    );
  });

  it('exceeds the new value by no more than its frame', () => {
    fc.assert(
      fc.property(anyPair, ([base, next]) => {
        assert.ok(encodeDelta(base, next).length <= JSON.stringify(next).length + '["d1",[0,]]'.length);
      }),
    );
  });

  it('restores keys with a meaning in JavaScript', () => {
    const parse = (text: string): unknown => JSON.parse(text);
    const base = parse('{"__proto__":{"a":1,"b":[1,2]},"constructor":1,"toString":2}');
    restores(base, parse('{"__proto__":{"a":2,"b":[1,2]},"constructor":1,"toString":2}'));
    restores(base, parse('{"constructor":1,"toString":{"__proto__":1}}'));
    restores(parse('{}'), parse('{"__proto__":{},"toString":{},"valueOf":[]}'));
    assert.equal(Reflect.get({}, 'a'), undefined);
  });

  it('encodes added, removed, moved and changed items of a list', () => {
    const changed = items.map((item) => (item.id === 'item-20' ? { ...item, price: 999 } : item));
    for (const [next, most] of [
      [items.slice(1), 40],
      [items.slice(0, -1), 40],
      [[...items.slice(0, 20), ...items.slice(30)], 40],
      [[items[49], ...items.slice(0, 49)], 40],
      [changed, 60],
      [[...changed].reverse(), 400],
      [[{ id: 'new', name: 'New', price: 1 }, ...changed.slice(5)], 110],
    ] as const) {
      restores({ data: { items } }, { data: { items: next } });
      const text = encodeDelta({ data: { items } }, { data: { items: next } });
      assert.ok(text.length <= most, `${text.length}: ${text}`);
    }
  });

  it('finds an item by the id of the object that it wraps', () => {
    const next = hits.slice(7).map((hit, index) => (index % 5 === 0 ? { ...hit, score: 2 } : hit));
    restores(hits, next);
    assert.ok(encodeDelta(hits, next).length < 250, encodeDelta(hits, next));
  });
});
