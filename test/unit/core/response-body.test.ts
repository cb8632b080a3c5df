import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ResponseBody } from '../../../shared/core/http/response-body.ts';

function pooled(): { body: ResponseBody; returns(): number } {
  let count = 0;
  const body = new ResponseBody(Buffer.from('{}'), () => {
    count += 1;
  });
  return { body, returns: () => count };
}

describe('the body of a response', () => {
  it('gives its bytes once, and its memory back once', () => {
    const { body, returns } = pooled();
    assert.equal(String(body.bytes), '{}');
    assert.equal(String(body.take()), '{}');
    assert.throws(() => body.bytes, TypeError);
    assert.throws(() => body.take(), TypeError);
    assert.equal(returns(), 0);
    body.sent();
    body.sent();
    assert.equal(returns(), 1);
    assert.equal(body.byteLength, 2);
  });

  it('that is retained returns its bytes any number of times and never releases its memory', () => {
    const { body, returns } = pooled();
    body.retain();
    for (let count = 0; count < 2; count += 1) {
      assert.equal(String(body.take()), '{}');
      body.sent();
    }
    assert.equal(String(body.bytes), '{}');
    assert.equal(returns(), 0);
  });
});
