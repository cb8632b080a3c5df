import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { CapacityMember } from '../../../shared/core/capacity-shares.ts';
import { type UpstreamEvent, upstreamEvent } from '../../../shared/core/channels.ts';
import type { RequestContext } from '../../../shared/core/request-context.ts';
import { Cancellation } from '../../../shared/core/runtime/cancellation.ts';
import { limitConcurrency } from '../../../shared/upstream/resilience/limit-concurrency.ts';
import type { UpstreamCall, UpstreamResponse } from '../../../shared/upstream/upstream-call.ts';
import { UpstreamError } from '../../../shared/upstream/upstream-error.ts';
import type { ConcurrencyOptions } from '../../../shared/upstream/upstream-options.ts';
import { requestContext } from '../../support/request-context.ts';

const response: UpstreamResponse<undefined> = {
  status: 200,
  headers: {},
  body: Buffer.alloc(0),
  content: undefined,
  errorCodes: [],
};

function callOf(path: string, context: Partial<RequestContext> = {}): UpstreamCall {
  return {
    method: 'GET',
    path,
    headers: {},
    body: undefined,
    coordinate: '',
    context: requestContext(context),
  };
}

/** A limit in front of an upstream whose responses the test sends. */
function limited(concurrency: Partial<ConcurrencyOptions>, timeoutMs = 60_000, allowance?: number) {
  const arrived: string[] = [];
  const open: { resolve(response: UpstreamResponse<undefined>): void; reject(error: unknown): void }[] = [];
  let member: CapacityMember | undefined;
  const share = { allowance: allowance ?? 0, leave: () => {} };
  const join = (joined: CapacityMember): typeof share => {
    member = joined;
    return share;
  };
  const shares = allowance === undefined ? undefined : { join, close: async () => {} };
  const defaults = { max: 2, adaptive: false, min: 1, initial: 2, tolerance: 1.5, queue: 2 };
  const { layer, ...limit } = limitConcurrency<undefined>(
    {
      name: 'shop',
      priority: 100,
      concurrency: { ...defaults, ...concurrency },
      transport: { timeoutMs },
    },
    { shares },
  );
  const send = layer(
    ({ path = '' }) =>
      new Promise((resolve, reject) => {
        arrived.push(path);
        open.push({ resolve, reject });
      }),
  );
  return {
    ...limit,
    send,
    arrived,
    open,
    share,
    takePeakDemand: () => member?.takePeakDemand(),
    state: () => {
      const { inFlight, limit: now, waiting } = limit.status();
      return [inFlight, now, waiting];
    },
  };
}

const code = (expected: string) => (error: unknown) =>
  error instanceof UpstreamError && error.code === expected;

function eventsOf(context: TestContext): UpstreamEvent[] {
  const events: UpstreamEvent[] = [];
  context.after(upstreamEvent.subscribe((event) => events.push(event)));
  return events;
}

describe('a limit of calls in flight', () => {
  it('allows calls up to the limit, queues further ones in order, and refuses the rest', async (context) => {
    const events = eventsOf(context);
    const { send, arrived, open, state } = limited({});
    const calls = ['/1', '/2', '/3', '/4'].map((path) => send(callOf(path)));
    await assert.rejects(send(callOf('/5')), code('SUBGRAPH_OVERLOADED'));
    assert.deepEqual(events, [{ upstream: 'shop', event: 'call refused' }]);
    assert.deepEqual(
      [arrived, state()],
      [
        ['/1', '/2'],
        [2, 2, 2],
      ],
    );
    open[1]?.resolve(response);
    await calls[1];
    open[0]?.resolve(response);
    await calls[0];
    assert.deepEqual(
      [arrived, state()],
      [
        ['/1', '/2', '/3', '/4'],
        [2, 2, 0],
      ],
    );
    for (const { resolve } of open) resolve(response);
    await Promise.all(calls);
    assert.deepEqual(state(), [0, 2, 0]);
  });

  it('starts the next call when one fails', async () => {
    const { send, arrived, open, state } = limited({ max: 1, initial: 1 });
    const first = send(callOf('/1'));
    const second = send(callOf('/2'));
    open[0]?.reject(new UpstreamError('SUBGRAPH_UNAVAILABLE'));
    await assert.rejects(first, code('SUBGRAPH_UNAVAILABLE'));
    assert.deepEqual(
      [arrived, state()],
      [
        ['/1', '/2'],
        [1, 1, 0],
      ],
    );
    open[1]?.resolve(response);
    assert.equal(await second, response);
  });

  it('refuses calls above the limit when there is no queue', async () => {
    const { send, open } = limited({ max: 1, queue: 0 });
    const first = send(callOf('/1'));
    await assert.rejects(send(callOf('/2')), code('SUBGRAPH_OVERLOADED'));
    open[0]?.resolve(response);
    await first;
    const third = send(callOf('/3'));
    open[1]?.resolve(response);
    assert.equal(await third, response);
  });

  it('removes a queued call at its deadline, after the timeout of a call, and when its client disconnects', async () => {
    const { send, open, arrived, state } = limited({ max: 1, queue: 3 }, 30);
    const first = send(callOf('/1'));
    const cancellation = new Cancellation();
    const leaving = [
      assert.rejects(send(callOf('/2', { deadlineMs: performance.now() + 5 })), code('GATEWAY_TIMEOUT')),
      assert.rejects(send(callOf('/3')), code('SUBGRAPH_OVERLOADED')),
      assert.rejects(send(callOf('/4', { cancellation })), code('SUBGRAPH_UNAVAILABLE')),
    ];
    assert.deepEqual(state(), [1, 1, 3]);
    cancellation.cancel();
    await Promise.all(leaving);
    assert.deepEqual(state(), [1, 1, 0]);
    await assert.rejects(send(callOf('/5', { cancellation })), code('SUBGRAPH_UNAVAILABLE'));
    open[0]?.resolve(response);
    await first;
    assert.deepEqual([arrived, state()], [['/1'], [0, 1, 0]]);
  });

  it('follows the share of the process, and reports its demand', async () => {
    const { send, open, share, arrived, state, takePeakDemand } = limited({ max: 10, queue: 4 }, 60_000, 1);
    const calls = ['/1', '/2', '/3', '/4', '/5'].map((path) => send(callOf(path)));
    await assert.rejects(send(callOf('/6')), code('SUBGRAPH_OVERLOADED'));
    assert.deepEqual([arrived.length, state()], [1, [1, 1, 4]]);
    assert.equal(takePeakDemand(), 7);
    share.allowance = 3;
    open[0]?.resolve(response);
    await calls[0];
    assert.deepEqual([arrived.length, state()], [4, [3, 3, 1]]);
    for (let index = 1; index < calls.length; index += 1) {
      open[index]?.resolve(response);
      await calls[index];
    }
    assert.deepEqual(state(), [0, 3, 0]);
    assert.deepEqual([takePeakDemand(), takePeakDemand()], [5, 0]);
  });

  it('publishes notable changes, at most once a second', async (context) => {
    const events = eventsOf(context);
    const { send, open, share } = limited({ max: 100 }, 60_000, 100);
    for (const [index, allowance] of [95, 50, 20].entries()) {
      const call = send(callOf('/'));
      share.allowance = allowance;
      open[index]?.resolve(response);
      await call;
    }
    assert.deepEqual(events, [{ upstream: 'shop', event: 'limit changed', limit: 50 }]);
  });
});
