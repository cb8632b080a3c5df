import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { transformSync } from 'esbuild';
import fc from 'fast-check';
import { decode } from 'frontage/decode';
import { encodeCompact } from '../../../shared/wire/compact/encode-compact.ts';
import { decode as decodeSource } from '../../../shared/wire/decode/decode.ts';
import { encodeDelta } from '../../../shared/wire/delta/encode-delta.ts';
import { projectRoot } from '../../architecture/project-root.ts';
import { anyJson, anyPair } from './random-json.ts';

const shipped = readFileSync(join(projectRoot, 'dist/decode.js'), 'utf8');

/** Includes values that resemble one of our forms but are invalid. */
const anyBody = fc.oneof(
  anyJson,
  fc.tuple(fc.constant('d1'), anyJson),
  fc.tuple(fc.constant('c1'), anyJson, anyJson, anyJson),
  fc.tuple(
    fc.constant('c1'),
    fc.array(
      fc.array(fc.oneof(fc.string(), fc.array(fc.oneof(fc.nat(3), anyJson), { maxLength: 2 })), {
        maxLength: 3,
      }),
    ),
    fc.array(anyJson, { maxLength: 3 }),
    fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.array(fc.integer({ min: -3, max: 3 }))), {
      maxLength: 6,
    }),
  ),
);

describe('frontage/decode', () => {
  it('is smaller than 2,048 bytes and imports nothing', () => {
    assert.ok(Buffer.byteLength(shipped) < 2048, `${Buffer.byteLength(shipped)} bytes`);
    assert.doesNotMatch(shipped, /\bimport\b|\brequire\b|sourceMappingURL/);
    assert.match(shipped, /export\{\w+ as decode\}/);
  });

  it('only uses the syntax of ES2017', () => {
    const [lowered, latest] = ['es2017', 'esnext'].map((target) => transformSync(shipped, { target }).code);
    assert.equal(lowered, latest);
    const [other, same] = ['es2017', 'esnext'].map((target) => transformSync('a?.b', { target }).code);
    assert.notEqual(other, same);
  });

  it('returns plain results unmodified', () => {
    for (const plain of [{ data: null }, { errors: [] }, null, 'text', 0]) assert.equal(decode(plain), plain);
  });

  it('restores the values of both encoders', () => {
    fc.assert(
      fc.property(anyPair, ([base, next]) => {
        assert.deepEqual(decode(JSON.parse(encodeCompact(next))), next);
        assert.deepEqual(decode(JSON.parse(encodeDelta(base, next)), base), next);
      }),
      { numRuns: 200 },
    );
  });

  it('rejects an unknown form', () => {
    for (const body of [['c2', [], [], 1], ['d2', {}], [], [1]]) {
      assert.throws(() => decode(body), { name: 'TypeError', message: 'unknown wire form' });
    }
  });

  it('modifies nothing but its own result, for any input', () => {
    const properties = Object.getOwnPropertyNames(Object.prototype);
    const lists = Object.getOwnPropertyNames(Array.prototype);
    fc.assert(
      fc.property(anyBody, anyJson, (body, base) => {
        const before = JSON.stringify([body, base]);
        try {
          decodeSource(body, base);
          decode(body, base);
        } catch (error) {
          assert.ok(error instanceof TypeError || error instanceof RangeError, String(error));
        }
        assert.equal(JSON.stringify([body, base]), before);
        assert.deepEqual(Object.getOwnPropertyNames(Object.prototype), properties);
        assert.deepEqual(Object.getOwnPropertyNames(Array.prototype), lists);
      }),
      { numRuns: 2000 },
    );
  });

  it('terminates for rows without values, steps beyond the list and parts that contain each other', () => {
    assert.deepEqual(decode(['c1', [[['a', 1]]], [], [-1, 5, 5, 5]]), [{ a: 1 }]);
    assert.deepEqual(decode(['c1', [[]], [], [-1, 5, 5]]), [{}]);
    assert.deepEqual(decode(['d1', [2, 1e308, -5, 1e308, 0, 1]], [7, 8]), [7, 8, 7]);
    assert.equal(decode(['c1', [], [[1]], [1]]), undefined);
    const doubling = Array.from({ length: 64 }, (_, index) => (index === 0 ? [0, 1] : [0, [index], [index]]));
    assert.ok(Array.isArray(decode(['c1', [], doubling, [64]])));
  });
});
