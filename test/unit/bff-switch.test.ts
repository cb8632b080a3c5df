import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ResponseBody } from '../../shared/core/http/response-body.ts';
import { Cancellation } from '../../shared/core/runtime/cancellation.ts';
import { createHotSwap, type RequestHandler } from '../../shared/runtime/hot-swap.ts';

interface Version extends RequestHandler {
  /** Lets every request that waits go on. */
  finish(): void;
  isClosed(): boolean;
}

const nothingElse = { upstreamHeaders: new Map(), upstreamCalls: 0, errorCodes: [], degraded: [] };

function version(name: string): Version {
  let isClosed = false;
  let finish = (): void => {};
  const gate = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return {
    async answer() {
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

describe('versions that follow each other', () => {
  it('end what they began, and are closed after that', async () => {
    const [one, two] = [version('one'), version('two')];
    const versions = createHotSwap(one);
    const early = versions.answer(request);
    versions.replace(two);
    const late = versions.answer(request);
    two.finish();
    assert.equal(String((await late).body.bytes), 'two');
    assert.equal(one.isClosed(), false);
    one.finish();
    assert.equal(String((await early).body.bytes), 'one');
    assert.deepEqual([one.isClosed(), two.isClosed()], [true, false]);
    assert.equal(versions.current(), two);
  });

  it('are closed at once when nothing is in flight', () => {
    const one = version('one');
    createHotSwap(one).replace(version('two'));
    assert.equal(one.isClosed(), true);
  });

  it('are all closed in the end, whatever they are at', async () => {
    const [one, two] = [version('one'), version('two')];
    const versions = createHotSwap(one);
    void versions.answer(request).catch(() => {});
    versions.replace(two);
    await versions.close();
    assert.deepEqual([one.isClosed(), two.isClosed()], [true, true]);
  });
});
