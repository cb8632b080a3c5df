import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { nestsDeeperThan } from '../../../shared/core/json/json-depth.ts';

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('the depth of a JSON text', () => {
  it('equals that of its value', () => {
    // Brackets, quotes and backslashes wherever a string can be.
    const text = fc.string({ unit: fc.constantFrom('[', '{', ']', '}', '"', '\\', 'é', '\n', 'a') });
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'large', maxDepth: 8 }, text, fc.integer(), tie('list'), tie('object')),
      list: fc.array(tie('value'), { maxLength: 4 }),
      object: fc.dictionary(text, tie('value'), { maxKeys: 4 }),
    }));
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2), (json, indent) => {
        const depth = depthOf(json);
        const bytes = Buffer.from(JSON.stringify(json, null, indent));
        assert.equal(nestsDeeperThan(depth, bytes), false);
        if (depth > 0) assert.equal(nestsDeeperThan(depth - 1, bytes), true);
      }),
    );
  });

  it('is right for long texts with any escapes', () => {
    const text = fc.string({
      unit: fc.constantFrom('\\', '"', '[', '}', 'a', 'é'),
      minLength: 20,
      maxLength: 120,
    });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (texts) => {
        const bytes = Buffer.from(JSON.stringify(texts));
        assert.equal(nestsDeeperThan(1, bytes), false);
        assert.equal(nestsDeeperThan(0, bytes), true);
        assert.equal(nestsDeeperThan(1, Buffer.from(JSON.stringify([...texts, [1]]))), true);
      }),
    );
  });

  it('is returned for invalid texts too', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => typeof nestsDeeperThan(64, Buffer.from(bytes)) === 'boolean'),
    );
    assert.equal(nestsDeeperThan(64, Buffer.from('['.repeat(65))), true);
    assert.equal(nestsDeeperThan(64, Buffer.from(`"${'['.repeat(65)}`)), false);
  });
});
