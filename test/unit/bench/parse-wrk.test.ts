import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseWrk } from '../../../bench/load/parse-wrk.ts';

function output({ p50 = '5.20ms', p99 = '21.75ms', failures = '' } = {}): string {
  return `Running 3s test @ http://127.0.0.1:4000/graphql
  1 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     6.01ms    4.50ms  61.70ms   91.20%
    Req/Sec     5.49k   730.19     6.55k    73.33%
  Latency Distribution
     50%    ${p50}
     75%    6.40ms
     90%    9.99ms
     99%   ${p99}
  16405 requests in 3.01s, 147.12MB read
${failures}Requests/sec:   5450.17
Transfer/sec:     48.88MB
`;
}

describe('the output of wrk', () => {
  it('gives the rate, the count and the quantiles', () => {
    assert.deepEqual(parseWrk(output()), {
      requests: 16405,
      requestsPerSecond: 5450.17,
      p50Ms: 5.2,
      p99Ms: 21.75,
      failures: 0,
    });
  });

  it('names times in the unit that suits it', () => {
    for (const [written, ms] of [
      ['812.00us', 0.812],
      ['1.48s', 1480],
      ['1.50m', 90_000],
    ] as const) {
      assert.equal(parseWrk(output({ p99: written })).p99Ms, ms, written);
    }
  });

  it('counts refused requests and those without a response', () => {
    const failures =
      '  Socket errors: connect 1, read 20, write 300, timeout 4000\n  Non-2xx or 3xx responses: 50000\n';
    assert.equal(parseWrk(output({ failures })).failures, 54_321);
  });

  it('is refused when a number is missing', () => {
    assert.throws(() => parseWrk(''), SyntaxError);
    assert.throws(() => parseWrk(output({ p99: '5 parsecs' })), SyntaxError);
  });
});
