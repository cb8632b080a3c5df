import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { errors } from 'undici';
import { type UpstreamEvent, upstreamEvent } from '../../../shared/core/channels.ts';
import type { RequestContext } from '../../../shared/core/request-context.ts';
import { Cancellation } from '../../../shared/core/runtime/cancellation.ts';
import { Durations } from '../../../shared/upstream/resilience/durations.ts';
import { retry as retryLayer } from '../../../shared/upstream/resilience/retry.ts';
import { createRetryBudget, type RetryBudget } from '../../../shared/upstream/resilience/retry-budget.ts';
import type { UpstreamResponse } from '../../../shared/upstream/upstream-call.ts';
import { UpstreamError } from '../../../shared/upstream/upstream-error.ts';
import type { RetryOptions } from '../../../shared/upstream/upstream-options.ts';
import { responseWith, upstreamCall } from '../../support/upstream-call.ts';
import { upstreamOptions } from '../../support/upstream-options.ts';

const { retry: defaults } = upstreamOptions('a', 'http://127.0.0.1');

type Outcome = UpstreamResponse<string> | UpstreamError;

interface Given {
  readonly outcomes: readonly Outcome[];
  readonly retry?: Partial<RetryOptions>;
  readonly context?: Partial<RequestContext>;
  readonly budget?: RetryBudget;
  readonly durations?: Durations;
}

/** Makes one call whose attempts have these outcomes. The random number is 0, so there are no pauses. */
async function made(
  test: TestContext,
  {
    outcomes,
    retry,
    context,
    budget = createRetryBudget({ share: 0.2, minimum: 3 }),
    durations = new Durations(),
  }: Given,
) {
  const events: UpstreamEvent[] = [];
  test.after(upstreamEvent.subscribe((event) => events.push(event)));
  let attempts = 0;
  const layer = retryLayer<string>(
    { name: 'a', retry: { ...defaults, ...retry } },
    { budget: budget.ofUpstream(), durations, random: () => 0 },
  );
  const send = layer(async () => {
    const outcome = outcomes[attempts];
    attempts += 1;
    if (outcome === undefined) throw new TypeError('unexpected attempt');
    if (outcome instanceof UpstreamError) throw outcome;
    return outcome;
  });
  const result = await send(upstreamCall(context)).then(
    ({ status }) => status,
    (error: unknown) => (error instanceof UpstreamError ? error.code : assert.fail(String(error))),
  );
  assert.deepEqual([budget.status().callsInFlight, budget.status().retriesInFlight], [0, 0]);
  return { result, attempts, events };
}

const reset = new UpstreamError('SUBGRAPH_UNAVAILABLE');
const busy = (retryAfterMs?: number): UpstreamError =>
  new UpstreamError('SUBGRAPH_HTTP_ERROR', { status: 503, hasResponded: true, retryAfterMs });
const fine = responseWith(200);

describe('a read', () => {
  const again: readonly (readonly [string, Outcome])[] = [
    ['a connection that broke before headers', reset],
    [
      'a connection that could not be opened in time',
      new UpstreamError('SUBGRAPH_TIMEOUT', { cause: new errors.ConnectTimeoutError() }),
    ],
    ['an error of one of the statuses', busy()],
    ['a response with one of the statuses', responseWith(429)],
  ];
  for (const [name, outcome] of again) {
    it(`is retried after ${name}`, async (test) => {
      const { result, attempts, events } = await made(test, { outcomes: [outcome, fine] });
      assert.deepEqual([result, attempts], [200, 2]);
      const reason = outcome instanceof UpstreamError ? outcome.code : 'SUBGRAPH_HTTP_ERROR';
      assert.deepEqual(events, [{ upstream: 'a', event: 'retry', reason, delayMs: 0 }]);
    });
  }

  const once: readonly (readonly [string, Outcome])[] = [
    [
      'a connection that broke after headers',
      new UpstreamError('SUBGRAPH_UNAVAILABLE', { hasResponded: true }),
    ],
    ['a timeout', new UpstreamError('SUBGRAPH_TIMEOUT')],
    ['the end of its deadline', new UpstreamError('GATEWAY_TIMEOUT')],
    ['an open breaker', new UpstreamError('SUBGRAPH_CIRCUIT_OPEN')],
    ['an unreadable response', new UpstreamError('SUBGRAPH_INVALID_RESPONSE', { hasResponded: true })],
    ['another status', new UpstreamError('SUBGRAPH_HTTP_ERROR', { status: 500, hasResponded: true })],
  ];
  for (const [name, outcome] of once) {
    it(`is not retried after ${name}`, async (test) => {
      assert.equal((await made(test, { outcomes: [outcome] })).attempts, 1);
    });
  }

  it('is attempted at most as often as configured, and has the outcome of the last attempt', async (test) => {
    const outcomes = [reset, busy(), reset, responseWith(503)];
    assert.equal((await made(test, { outcomes, retry: { attempts: 0 } })).result, 'SUBGRAPH_UNAVAILABLE');
    assert.equal((await made(test, { outcomes, retry: { attempts: 1 } })).result, 'SUBGRAPH_HTTP_ERROR');
    const { result, attempts } = await made(test, { outcomes, retry: { attempts: 3 } });
    assert.deepEqual([result, attempts], [503, 4]);
  });

  it('is not retried when the budget is exhausted', async (test) => {
    const budget = createRetryBudget({ share: 0, minimum: 0 });
    const { attempts, events } = await made(test, { outcomes: [reset], budget });
    assert.equal(attempts, 1);
    assert.deepEqual(events, [{ upstream: 'a', event: 'retry refused' }]);
  });

  it('is not retried when its client has disconnected', async (test) => {
    const cancellation = new Cancellation();
    cancellation.cancel();
    const { attempts, events } = await made(test, { outcomes: [reset], context: { cancellation } });
    assert.deepEqual([attempts, events], [1, []]);
  });

  it('is abandoned when its client disconnects during the pause', async (test) => {
    const cancellation = new Cancellation();
    test.after(
      upstreamEvent.subscribe(({ event }) => event === 'retry' && setImmediate(() => cancellation.cancel())),
    );
    const { result, attempts } = await made(test, { outcomes: [busy(8000)], context: { cancellation } });
    assert.deepEqual([result, attempts], ['SUBGRAPH_HTTP_ERROR', 1]);
  });

  it('is not retried when Retry-After is later than the deadline', async (test) => {
    assert.equal((await made(test, { outcomes: [busy(60_000)] })).attempts, 1);
    const { attempts, events } = await made(test, { outcomes: [busy(30), fine] });
    assert.equal(attempts, 2);
    assert.deepEqual(events, [{ upstream: 'a', event: 'retry', reason: 'SUBGRAPH_HTTP_ERROR', delayMs: 30 }]);
  });

  it('is not retried when less time remains than the median call takes', async (test) => {
    const durations = new Durations();
    for (let calls = 0; calls < 20; calls += 1) durations.add(9000);
    const deadlineMs = performance.now() + 8000;
    assert.equal((await made(test, { outcomes: [reset], durations, context: { deadlineMs } })).attempts, 1);
    const later = { deadlineMs: performance.now() + 60_000 };
    assert.equal((await made(test, { outcomes: [reset, fine], durations, context: later })).attempts, 2);
  });

  it('waits longer each time, up to the maximum pause', async (test) => {
    const delays: number[] = [];
    test.after(upstreamEvent.subscribe((event) => event.event === 'retry' && delays.push(event.delayMs)));
    const retry = { ...defaults, attempts: 4, minBackoffMs: 2, maxBackoffMs: 10 };
    const budget = createRetryBudget({ share: 1, minimum: 10 }).ofUpstream();
    const layer = retryLayer<string>(
      { name: 'a', retry },
      { budget, durations: new Durations(), random: () => 1 },
    );
    const send = layer(() => Promise.reject(reset));
    await assert.rejects(send(upstreamCall()));
    assert.deepEqual(delays, [2, 4, 8, 10]);
  });
});

describe('a write', () => {
  it('is never retried', async (test) => {
    for (const outcome of [reset, busy(), responseWith(503)]) {
      const { attempts, events } = await made(test, { outcomes: [outcome], context: { isWrite: true } });
      assert.deepEqual([attempts, events], [1, []]);
    }
  });
});
