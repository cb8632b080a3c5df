import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { FrontageError } from '../../../shared/core/errors.ts';
import { Cancellation } from '../../../shared/core/runtime/cancellation.ts';
import { type Breaker, createBreaker } from '../../../shared/upstream/resilience/breaker.ts';
import { createRotation } from '../../../shared/upstream/resilience/failure-window.ts';
import type { Send, UpstreamResponse } from '../../../shared/upstream/upstream-call.ts';
import { UpstreamError } from '../../../shared/upstream/upstream-error.ts';
import type { BreakerOptions } from '../../../shared/upstream/upstream-options.ts';
import { pendingCalls, responseWith, settled, upstreamCall } from '../../support/upstream-call.ts';
import { upstreamOptions } from '../../support/upstream-options.ts';

interface BreakerAround extends Omit<Breaker<string>, 'layer'> {
  readonly send: Send<string>;
}

function breakerAround(
  context: TestContext,
  next: Send<string>,
  overrides: Partial<BreakerOptions> = {},
  nowMs: () => number = () => performance.now(),
): BreakerAround {
  const options = upstreamOptions('a', 'http://127.0.0.1', { breaker: { minimumCalls: 4, ...overrides } });
  const rotation = createRotation(options.breaker.windowMs);
  const { layer, ...breaker } = createBreaker<string>(options, { rotation, nowMs });
  context.after(() => {
    breaker.close();
    rotation.close();
  });
  return { ...breaker, send: layer(next) };
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'resolved';
  } catch (error) {
    return error instanceof FrontageError ? error.code : 'another error';
  }
}

/** Whether four such outcomes open a breaker. */
async function opens(
  context: TestContext,
  outcome: () => UpstreamResponse<string>,
  { options, tookMs = 0 }: { readonly options?: Partial<BreakerOptions>; readonly tookMs?: number } = {},
): Promise<boolean> {
  let nowMs = 0;
  const next: Send<string> = async () => {
    nowMs += tookMs;
    return outcome();
  };
  const { send, status } = breakerAround(context, next, options, () => nowMs);
  for (let calls = 0; calls < 4; calls += 1) await codeOf(send(upstreamCall()));
  return status().some(({ state }) => state === 'open');
}

const failing =
  (...options: ConstructorParameters<typeof UpstreamError>) =>
  (): never => {
    throw new UpstreamError(...options);
  };

describe('a breaker counts as failed', () => {
  const failures: readonly (readonly [string, () => UpstreamResponse<string>, object?])[] = [
    ['a 5xx with a body that can be used', () => responseWith(503)],
    ['a 5xx without one', failing('SUBGRAPH_HTTP_ERROR', { status: 500, hasResponded: true })],
    ['a connection that cannot be had', failing('SUBGRAPH_UNAVAILABLE')],
    ['a connection that breaks within the response', failing('SUBGRAPH_UNAVAILABLE', { hasResponded: true })],
    ['a timeout', failing('SUBGRAPH_TIMEOUT')],
    ['an unreadable response', failing('SUBGRAPH_INVALID_RESPONSE')],
    ['a deadline that left half of the timeout', failing('GATEWAY_TIMEOUT'), { tookMs: 1500 }],
    [
      'an error code of the list',
      () => responseWith(200, { errorCodes: ['FINE', 'BROKEN'] }),
      { options: { errorCodes: ['BROKEN'] } },
    ],
    ['a slow call', () => responseWith(200), { options: { slowCallMs: 100 }, tookMs: 101 }],
  ];
  for (const [name, outcome, how] of failures) {
    it(name, async (context) => assert.equal(await opens(context, outcome, how), true));
  }
});

describe('a breaker does not count as failed', () => {
  const others: readonly (readonly [string, () => UpstreamResponse<string>, object?])[] = [
    ['a response', () => responseWith(200)],
    ['error codes that are not in the list', () => responseWith(200, { errorCodes: ['BROKEN'] })],
    ['a 4xx', () => responseWith(404)],
    ['a 4xx without a body', failing('SUBGRAPH_HTTP_ERROR', { status: 400, hasResponded: true })],
    ['too many requests of one user', () => responseWith(429)],
    ['a response that is too large', failing('SUBGRAPH_RESPONSE_TOO_LARGE', { hasResponded: true })],
    ['a deadline that left no time', failing('GATEWAY_TIMEOUT'), { tookMs: 1499 }],
    ['a call at the limit of slow', () => responseWith(200), { options: { slowCallMs: 100 }, tookMs: 100 }],
  ];
  for (const [name, outcome, how] of others) {
    it(name, async (context) => assert.equal(await opens(context, outcome, how), false));
  }

  it('cancelled calls', async (context) => {
    const { send: next, calls } = pendingCalls();
    const { send, status } = breakerAround(context, next);
    for (let made = 0; made < 6; made += 1) {
      const cancellation = new Cancellation();
      const call = codeOf(send(upstreamCall({ cancellation })));
      cancellation.cancel();
      calls.pop()?.reject(new UpstreamError('SUBGRAPH_UNAVAILABLE'));
      assert.equal(await call, 'SUBGRAPH_UNAVAILABLE');
    }
    assert.deepEqual(
      status().map(({ state, calls }) => [state, calls]),
      [['closed', 0]],
    );
  });
});

describe('a breaker', () => {
  it('refuses calls while it is open, and allows one at a time afterwards', async (context) => {
    let nowMs = 0;
    const { send: next, calls } = pendingCalls();
    const { send } = breakerAround(context, next, {}, () => nowMs);
    const failed = Array.from({ length: 4 }, () => codeOf(send(upstreamCall())));
    for (const call of calls.splice(0)) call.reject(new UpstreamError('SUBGRAPH_UNAVAILABLE'));
    await Promise.all(failed);
    assert.equal(await codeOf(send(upstreamCall())), 'SUBGRAPH_CIRCUIT_OPEN');
    assert.equal(calls.length, 0);

    nowMs = 60_000;
    const waiting = Array.from({ length: 500 }, () => codeOf(send(upstreamCall())));
    await settled();
    assert.equal(calls.length, 1);
    calls[0]?.resolve(responseWith(200));
    const codes = await Promise.all(waiting);
    assert.equal(codes.filter((code) => code === 'resolved').length, 1);
    assert.equal(codes.filter((code) => code === 'SUBGRAPH_CIRCUIT_OPEN').length, 499);
  });

  it('has no effect when it is disabled', async (context) => {
    const { send, status } = breakerAround(context, failing('SUBGRAPH_UNAVAILABLE'), { enabled: false });
    for (let calls = 0; calls < 9; calls += 1) {
      assert.equal(await codeOf((async () => send(upstreamCall()))()), 'SUBGRAPH_UNAVAILABLE');
    }
    assert.deepEqual(status(), []);
  });
});

describe('breakers for coordinates', () => {
  const failsFor =
    (coordinate: string): Send<string> =>
    async (call) =>
      call.coordinate === coordinate ? failing('SUBGRAPH_UNAVAILABLE')() : responseWith(200);

  it('open independently of each other', async (context) => {
    const { send, status } = breakerAround(context, failsFor('Query.bad'), { scope: 'coordinate' });
    for (let calls = 0; calls < 4; calls += 1)
      await codeOf(send(upstreamCall({}, { coordinate: 'Query.bad' })));
    assert.equal(await codeOf(send(upstreamCall({}, { coordinate: 'Query.bad' }))), 'SUBGRAPH_CIRCUIT_OPEN');
    assert.equal(await codeOf(send(upstreamCall({}, { coordinate: 'Query.good' }))), 'resolved');
    assert.deepEqual(
      status().map(({ key, state }) => [key, state]),
      [
        ['', 'closed'],
        ['Query.bad', 'open'],
        ['Query.good', 'closed'],
      ],
    );
  });

  it('are limited to 200: the least recently used closed one is removed', async (context) => {
    const { send, status } = breakerAround(context, failsFor('Query.bad'), { scope: 'coordinate' });
    for (let calls = 0; calls < 4; calls += 1)
      await codeOf(send(upstreamCall({}, { coordinate: 'Query.bad' })));
    for (let field = 0; field < 300; field += 1)
      await send(upstreamCall({}, { coordinate: `Query.f${field}` }));
    const keys = status().map(({ key }) => key);
    assert.equal(keys.length, 201);
    assert.ok(keys.includes('Query.bad') && keys.includes('Query.f299') && !keys.includes('Query.f0'));
    assert.equal(await codeOf(send(upstreamCall({}, { coordinate: 'Query.bad' }))), 'SUBGRAPH_CIRCUIT_OPEN');
  });
});
