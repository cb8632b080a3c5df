import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRequestReader, type UpstreamRequest } from '../../../bench/upstream/request-reader.ts';

const withLength = 'POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 7\r\n\r\n{"a":1}';
const withChunks =
  'POST /b?c=d HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3\r\n{"b\r\nB\r\n":"grün"} \r\n0\r\n\r\n';
const without = 'GET /prices?ids=1,2 HTTP/1.1\r\nhost: a\r\n\r\n';

function readAll(chunks: readonly Buffer[]): UpstreamRequest[] {
  const reader = createRequestReader();
  const requests: UpstreamRequest[] = [];
  for (const chunk of chunks) {
    reader.push(chunk);
    for (let request = reader.next(); request !== undefined; request = reader.next()) requests.push(request);
  }
  return requests;
}

const expected = [
  { method: 'POST', path: '/graphql', body: '{"a":1}' },
  { method: 'POST', path: '/b?c=d', body: '{"b":"grün"} ' },
  { method: 'GET', path: '/prices?ids=1,2', body: '' },
];

describe('requests on a connection', () => {
  it('are found when several arrive together', () => {
    assert.deepEqual(readAll([Buffer.from(withLength + withChunks + without)]), expected);
  });

  it('are found wherever the bytes are cut', () => {
    const bytes = Buffer.from(withLength + withChunks + without);
    for (let cut = 1; cut < bytes.length; cut += 1) {
      assert.deepEqual(readAll([bytes.subarray(0, cut), bytes.subarray(cut)]), expected, `cut at ${cut}`);
    }
  });

  it('that are not HTTP are refused', () => {
    assert.throws(() => readAll([Buffer.from('hello\r\n\r\n')]), RangeError);
    assert.throws(
      () => readAll([Buffer.from('POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n')]),
      RangeError,
    );
  });
});
