import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decode } from '../../../shared/wire/decode/decode.ts';
import { encodeDelta } from '../../../shared/wire/delta/encode-delta.ts';
import { anyPair } from './random-json.ts';

describe('the delta form', () => {
  it('restores the new value from the old one, with the order of its keys, and leaves the old one as it was', () => {
    fc.assert(
      fc.property(anyPair, ([base, next]) => {
        const held: unknown = JSON.parse(JSON.stringify(base));
        const restored = decode(JSON.parse(encodeDelta(base, next)), held);
        assert.deepEqual(restored, next);
        assert.equal(JSON.stringify(restored), JSON.stringify(next));
        assert.equal(JSON.stringify(held), JSON.stringify(base));
      }),
      { numRuns: 1000 },
    );
  });
});
