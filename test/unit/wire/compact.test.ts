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

describe('the compact form', () => {
  it('restores every value, with the order of its keys', () => {
    fc.assert(fc.property(fc.oneof(anyJson, anyResult, fc.jsonValue()), restores), { numRuns: 1000 });
  });
});
