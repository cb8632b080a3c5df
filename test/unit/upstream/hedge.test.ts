import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it, type TestContext } from 'node:test';
import { type UpstreamEvent, upstreamEvent } from '../../../shared/core/channels.ts';
import type { RequestContext } from '../../../shared/core/request-context.ts';
import { Cancellation } from '../../../shared/core/runtime/cancellation.ts';
import { Durations } from '../../../shared/upstream/resilience/durations.ts';
import { hedge } from '../../../shared/upstream/resilience/hedge.ts';
import { createRetryBudget } from '../../../shared/upstream/resilience/retry-budget.ts';
import { UpstreamError } from '../../../shared/upstream/upstream-error.ts';
import { pendingCalls, responseWith, settled, upstreamCall } from '../../support/upstream-call.ts';

const failure = new UpstreamError('SUBGRAPH_UNAVAILABLE');

/** One call to an upstream that has responded within 1 ms so far. `eventNamed` resolves at the next event of that name. */
function hedgedCall(test: TestContext, context: Partial<RequestContext> = {}, known = 20, minimum = 3) {
  const durations = new Durations();
  for (let count = 0; count < known; count += 1) durations.add(1);
  const { send: next, calls } = pendingCalls();
  const budget = createRetryBudget({ share: 0, minimum });
  const seen = new EventTarget();
  const events: UpstreamEvent['event'][] = [];
  test.after(
    upstreamEvent.subscribe(({ event }) => {
      events.push(event);
      seen.dispatchEvent(new Event(event));
    }),
  );
  const layer = hedge<string>(
    { name: 'a', hedge: { enabled: true, percentile: 0.95 } },
    { budget: budget.ofUpstream(), durations },
  );
  const send = layer(next);
  const response = send(upstreamCall(context));
  const [first] = calls;
  assert.ok(first);
  const eventNamed = (name: UpstreamEvent['event']) => once(seen, name);
  return { response, calls, first, budget, events, eventNamed };
}

async function withSecond(test: TestContext, context?: Partial<RequestContext>) {
  const hedged = hedgedCall(test, context);
  await hedged.eventNamed('hedge sent');
  const [, second] = hedged.calls;
  assert.ok(second);
  assert.equal(hedged.budget.status().retriesInFlight, 1);
  return { ...hedged, second };
}

describe('a read that takes longer than most', () => {
  it('is sent a second time, and the second response wins when it arrives first', async (test) => {
    const { response, first, second, budget, events } = await withSecond(test);
    second.resolve(responseWith(201));
    assert.equal((await response).status, 201);
    assert.equal(first.call.context.cancellation.isCancelled, true);
    assert.deepEqual(events, ['hedge sent', 'hedge won']);
    assert.equal(budget.status().retriesInFlight, 0);
    first.reject(failure);
    await settled();
  });

  it('has the response of the first call when it arrives sooner, and cancels the second call', async (test) => {
    const { response, first, second, budget, events } = await withSecond(test);
    first.resolve(responseWith(200));
    assert.equal((await response).status, 200);
    assert.equal(second.call.context.cancellation.isCancelled, true);
    assert.equal(budget.status().retriesInFlight, 1, 'it is still in flight');
    second.reject(failure);
    await settled();
    assert.equal(budget.status().retriesInFlight, 0);
    assert.deepEqual(events, ['hedge sent']);
  });

  it('waits for the other call when one fails', async (test) => {
    const { response, first, second } = await withSecond(test);
    first.reject(failure);
    await settled();
    second.resolve(responseWith(200));
    assert.equal((await response).status, 200);
  });

  it('fails with the failure of the first call when both fail', async (test) => {
    const { response, first, second } = await withSecond(test);
    first.resolve(responseWith(503));
    second.reject(failure);
    assert.equal((await response).status, 503);
  });

  it('cancels both calls when its client disconnects', async (test) => {
    const cancellation = new Cancellation();
    const { response, first, second } = await withSecond(test, { cancellation });
    cancellation.cancel();
    for (const { call, reject } of [first, second]) {
      assert.equal(call.context.cancellation.isCancelled, true);
      reject(failure);
    }
    await assert.rejects(response, failure);
  });

  it('is sent once when the budget is exhausted', async (test) => {
    const { response, calls, first, eventNamed } = hedgedCall(test, {}, 20, 0);
    await eventNamed('retry refused');
    assert.equal(calls.length, 1);
    first.resolve(responseWith(200));
    await response;
  });
});

describe('no second call is sent', () => {
  const cases: readonly (readonly [string, Partial<RequestContext>, number])[] = [
    ['for a write', { isWrite: true }, 20],
    ['while little is known of the upstream', {}, 19],
  ];
  for (const [name, context, known] of cases) {
    it(name, async (test) => {
      const { response, calls, first } = hedgedCall(test, context, known);
      // A hedge would be sent after 1 ms.
      await new Promise((done) => setTimeout(done, 20));
      assert.equal(calls.length, 1);
      first.resolve(responseWith(200));
      await response;
    });
  }

  it('after the first call has failed, which is left to retries', async (test) => {
    const { response, calls, first } = hedgedCall(test);
    first.reject(failure);
    await assert.rejects(response, failure);
    await new Promise((done) => setTimeout(done, 20));
    assert.equal(calls.length, 1);
  });
});
