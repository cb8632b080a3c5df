import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { encodeCompact } from '../../../shared/wire/compact/encode-compact.ts';
import { decode } from '../../../shared/wire/decode/decode.ts';
import { anyJson, anyResult } from './random-json.ts';

function restores(value: unknown): void {
  const plain = JSON.stringify(value);
  const restored = decode(JSON.parse(encodeCompact(value)));
  assert.deepEqual(restored, JSON.parse(plain));
  assert.equal(JSON.stringify(restored), plain);
}

function sizeOf(value: unknown): { readonly compact: number; readonly plain: number } {
  restores(value);
  return { compact: encodeCompact(value).length, plain: JSON.stringify(value).length };
}

const product = (id: number) => ({
  __typename: 'Product',
  id: `p${id}`,
  name: `Product number ${id}`,
  discount: null,
  maker: { __typename: 'Maker', id: 'm1', name: 'A maker of many products', country: 'NZ' },
});

describe('the compact form', () => {
  it('restores every value with the order of its keys', () => {
    fc.assert(fc.property(fc.oneof(anyJson, anyResult, fc.jsonValue()), restores), { numRuns: 1000 });
  });

  it('restores keys and strings that resemble its own syntax or have a meaning in JavaScript', () => {
    for (const text of [
      '{"__proto__":{"polluted":1},"constructor":{"prototype":null},"":[[1],[0],[-1]]}',
      '[{"__proto__":null,"a":1},{"__proto__":null,"a":2}]',
      '{"data":["c1",[["a"]],[],[1,2]],"errors":["d1",{}]}',
      '{"1":"integers come first","2":"[1]","b":"{}","a":{"$r":1}}',
      '[[],[[]],{},[{}],[{},{}],[{},{"a":1}],null,0,-1,1e+21,5e-324,"\\ud800"]',
    ]) {
      const value: unknown = JSON.parse(text);
      assert.equal(JSON.stringify(value), text);
      restores(value);
    }
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });

  it('writes the keys of a list once', () => {
    const { compact, plain } = sizeOf(
      Array.from({ length: 100 }, (_, index) => ({
        title: `t${index}`,
        price: index * 7,
        inStock: index % 3 === 0,
      })),
    );
    assert.ok(compact < plain / 2, `${compact} of ${plain}`);
  });

  it('omits nulls that all objects of a list share, and those that many share', () => {
    const rows = (isNull: (index: number) => boolean) =>
      Array.from({ length: 40 }, (_, index) => ({
        id: index,
        first: isNull(index) ? null : `${index}`,
        last: 'x',
      }));
    for (const isNull of [() => true, (index: number) => index < 30]) {
      const value = { none: rows(isNull), more: rows(isNull).reverse() };
      restores(value);
      const { length } = encodeCompact(value).match(/null/g) ?? [];
      assert.ok((length ?? 0) <= 1, encodeCompact(value));
    }
  });

  it('writes an object once, wherever it occurs again', () => {
    const shelf = [product(1), product(2), product(3)];
    const text = encodeCompact({ hero: product(2), shelf, also: { items: [...shelf].reverse() } });
    for (const part of ['Product number 1', 'Product number 2', 'A maker of many products']) {
      assert.equal(text.split(part).length, 2, text);
    }
  });

  it('restores equal objects with different selections unmodified', () => {
    restores({
      a: { id: '1', name: 'One' },
      b: { id: '1' },
      c: { name: 'One', id: '1' },
      d: { id: '1', name: 'One' },
    });
  });

  it('exceeds the plain form by no more than its frame if nothing repeats', () => {
    for (const value of [
      {},
      null,
      [],
      'text',
      { data: { a: 1 } },
      [1, [2, [3]]],
      { data: null, errors: [] },
    ]) {
      const { compact, plain } = sizeOf(value);
      assert.ok(compact <= plain + 24, `${JSON.stringify(value)}: ${encodeCompact(value)}`);
    }
  });
});
