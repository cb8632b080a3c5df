import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildRatios } from '../../../bench/report/build-ratios.ts';
import { formatTable } from '../../../bench/report/format-table.ts';

describe('the ratios of peers', () => {
  it('state how many times as many requests the peer of the row serves', () => {
    const rates = [
      { peer: 'floor', requestsPerSecond: 1000 },
      { peer: 'ours', requestsPerSecond: 800 },
    ];
    assert.deepEqual(buildRatios(rates), {
      floor: { floor: 1, ours: 1.25 },
      ours: { floor: 0.8, ours: 1 },
    });
  });
});

describe('a table', () => {
  it('aligns names to the left and numbers to the right', () => {
    const rows = [
      ['peer', 'req/s'],
      ['floor', '12345'],
      ['a', '7'],
    ];
    assert.equal(formatTable(rows), 'peer   req/s\nfloor  12345\na          7');
  });
});
