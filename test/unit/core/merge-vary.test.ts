import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mergeVary } from '../../../shared/core/http/merge-vary.ts';

describe('Vary', () => {
  for (const [present, added, merged] of [
    [undefined, [], undefined],
    [undefined, ['accept', 'cookie'], 'accept, cookie'],
    ['', ['accept'], 'accept'],
    ['Origin', [], 'Origin'],
    ['Accept-Encoding ,Origin', ['accept-encoding', 'cookie'], 'Accept-Encoding ,Origin, cookie'],
    ['accept', ['accept-encoding'], 'accept, accept-encoding'],
    ['*', ['accept'], '*'],
  ] as const) {
    it(`${present} with ${JSON.stringify(added)} is ${merged}`, () => {
      assert.equal(mergeVary(present, added), merged);
    });
  }
});
