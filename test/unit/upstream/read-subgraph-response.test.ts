import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildReadSubgraphResponse } from '../../../shared/upstream/responses/read-subgraph-response.ts';
import { UpstreamError } from '../../../shared/upstream/upstream-error.ts';

const reader = buildReadSubgraphResponse(64);

function read(text: string, status = 200) {
  return reader({ status, headers: {}, body: Buffer.from(text) }).content;
}

describe('a subgraph response', () => {
  it('is read with an empty list of errors, and with an error that is only a message', () => {
    assert.deepEqual(read('{"data":{"a":1},"errors":null}').data, { a: 1 });
    assert.deepEqual(read('{"data":{"a":1},"errors":[]}').data, { a: 1 });
    assert.deepEqual(read('{"data":null,"errors":[{"message":"m","path":null,"extensions":null}]}'), {
      data: null,
      errors: [{ message: 'm' }],
    });
  });

  it('is invalid without data and without an error', () => {
    for (const text of [
      '{"data":null}',
      '{"data":null,"errors":[]}',
      '{"errors":[]}',
      '{"errors":null}',
      '{}',
    ]) {
      const isInvalid = (error: unknown): boolean =>
        error instanceof UpstreamError && error.code === 'SUBGRAPH_INVALID_RESPONSE';
      assert.throws(() => read(text), isInvalid, text);
    }
  });

  it('is marked as free of escapes when its text has no backslash', () => {
    assert.equal(read('{"data":{"a":"é€"}}').isEscapeFree, true);
    assert.equal(read('{"data":{"a":"\\u0041"}}').isEscapeFree, false);
    assert.equal(read('{"data":{"a":"x"},"errors":[{"message":"m"}]}').isEscapeFree, undefined);
  });
});
