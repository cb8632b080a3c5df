import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type ErrorCode, FrontageError } from '../../../shared/core/errors.ts';
import { bareServer } from '../../support/bare-server.ts';
import { sendHttp } from '../../support/send-http.ts';

/** The status and the Retry-After header of a request that fails with this error. */
async function refusal(test: TestContext, code: ErrorCode, retryAfterMs?: number): Promise<unknown[]> {
  const server = await bareServer(test, {
    respond() {
      throw new FrontageError(code, { retryAfterMs });
    },
  });
  const { status, headers } = await sendHttp(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ x }"}',
  });
  return [status, headers['retry-after']];
}

describe('the Retry-After header of an error', () => {
  it('has the time that the error gives, rounded up to whole seconds', async (test) => {
    assert.deepEqual(await refusal(test, 'SERVER_OVERLOADED', 2001), [503, '3']);
    assert.deepEqual(await refusal(test, 'SERVER_OVERLOADED', 5000), [503, '5']);
  });

  it('is at least one second', async (test) => {
    assert.deepEqual(await refusal(test, 'SERVER_OVERLOADED', 0), [503, '1']);
    assert.deepEqual(await refusal(test, 'SERVER_OVERLOADED', 20), [503, '1']);
  });

  it('is one second for a retryable error without a time', async (test) => {
    assert.deepEqual(await refusal(test, 'SERVER_OVERLOADED'), [503, '1']);
  });

  it('is absent for an error that is not retryable', async (test) => {
    assert.deepEqual(await refusal(test, 'NOT_FOUND'), [404, undefined]);
  });
});
