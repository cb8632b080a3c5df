import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ResponseBody } from '../../shared/core/http/response-body.ts';
import { Cancellation } from '../../shared/core/runtime/cancellation.ts';
import { createHotSwap, type RequestHandler } from '../../shared/runtime/hot-swap.ts';
import { bytesOf } from '../support/bytes-of.ts';

interface TestHandler extends RequestHandler {
  /** Lets every waiting request continue. */
  finish(): void;
  isClosed(): boolean;
}

const nothingElse = { upstreamHeaders: new Map(), upstreamCalls: 0, errorCodes: [], degraded: [] };

function createHandler(name: string): TestHandler {
  let isClosed = false;
  let finish = (): void => {};
  const gate = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return {
    async handleRequest() {
      await gate;
      assert.equal(isClosed, false);
      return { status: 200, headers: {}, body: new ResponseBody(Buffer.from(name)), ...nothingElse };
    },
    finish: () => finish(),
    isClosed: () => isClosed,
    async close() {
      isClosed = true;
    },
  };
}

const request = {
  requestId: '1',
  method: 'POST',
  pathVersion: undefined,
  search: '',
  headers: {},
  body: undefined,
  cancellation: new Cancellation(),
};

describe('createHotSwap', () => {
  it('closes a replaced handler after its last request has a response', async () => {
    const [one, two] = [createHandler('one'), createHandler('two')];
    const hotSwap = createHotSwap(one);
    const early = hotSwap.handleRequest(request);
    hotSwap.replace(two);
    const late = hotSwap.handleRequest(request);
    two.finish();
    assert.equal(String(bytesOf(await late)), 'two');
    assert.equal(one.isClosed(), false);
    one.finish();
    assert.equal(String(bytesOf(await early)), 'one');
    assert.deepEqual([one.isClosed(), two.isClosed()], [true, false]);
    assert.equal(hotSwap.current(), two);
  });

  it('closes a replaced handler immediately when no request is in flight', () => {
    const one = createHandler('one');
    createHotSwap(one).replace(createHandler('two'));
    assert.equal(one.isClosed(), true);
  });

  it('closes all handlers, even with requests in flight', async () => {
    const [one, two] = [createHandler('one'), createHandler('two')];
    const hotSwap = createHotSwap(one);
    void hotSwap.handleRequest(request).catch(() => {});
    hotSwap.replace(two);
    await hotSwap.close();
    assert.deepEqual([one.isClosed(), two.isClosed()], [true, true]);
  });
});
