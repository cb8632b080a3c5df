import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import { Cancellation } from '../../../shared/core/runtime/cancellation.ts';
import type { Upstream } from '../../../shared/upstream/create-upstream.ts';
import type { UpstreamOptions } from '../../../shared/upstream/upstream-options.ts';
import {
  respondBadly,
  respondWell,
  startUpstream,
  type TestEndpoint,
  testEndpoints,
} from '../../support/several-endpoints.ts';
import { upstreamCall } from '../../support/upstream-call.ts';
import { upstreamEvents } from '../../support/upstream-events.ts';
import { upstreamOptions } from '../../support/upstream-options.ts';

type Sections = Parameters<typeof upstreamOptions>[2];

/** Options without the effects of other layers. */
function optionsFor(
  endpoints: readonly TestEndpoint[],
  name: string,
  sections: Sections = {},
): UpstreamOptions {
  return upstreamOptions(name, 'http://unused.invalid', {
    endpoints: endpoints.map(({ url }) => ({ url, weight: 1 })),
    retry: { attempts: 0 },
    deduplicate: { enabled: false },
    breaker: { enabled: false },
    ...sections,
  });
}

async function statusOf(upstream: Upstream<unknown>, call = upstreamCall()): Promise<number | 'failed'> {
  try {
    return (await upstream.send(call)).status;
  } catch {
    return 'failed';
  }
}

async function callTimes(upstream: Upstream<unknown>, count: number): Promise<(number | 'failed')[]> {
  const outcomes: (number | 'failed')[] = [];
  for (let index = 0; index < count; index++) outcomes.push(await statusOf(upstream));
  return outcomes;
}

function pair(context: TestContext): Promise<[TestEndpoint, TestEndpoint]> {
  return testEndpoints(context, 2).then(([first, second]) => {
    if (first === undefined || second === undefined) throw new TypeError('expected two endpoints');
    return [first, second];
  });
}

describe('an upstream with several endpoints', () => {
  it('sends calls to all endpoints in turn', async (context) => {
    const endpoints = await testEndpoints(context, 3);
    const upstream = startUpstream(context, optionsFor(endpoints, 'in-turn'));
    await callTimes(upstream, 9);
    assert.deepEqual(
      endpoints.map(({ calls }) => calls),
      [3, 3, 3],
    );
  });

  it('honours weights', async (context) => {
    const [first, second] = await pair(context);
    const endpoints = [
      { url: first.url, weight: 3 },
      { url: second.url, weight: 1 },
    ];
    await callTimes(startUpstream(context, optionsFor([], 'weights', { endpoints })), 8);
    assert.deepEqual([first.calls, second.calls], [6, 2]);
  });

  it('sends a repeated call to another endpoint', async (context) => {
    const [first, second] = await pair(context);
    const upstream = startUpstream(context, optionsFor([first, second], 'again'));
    for (let times = 0; times < 4; times++) {
      const call = upstreamCall();
      await upstream.send(call);
      // Like a layer that gives each attempt its own cancellation.
      await upstream.send({ ...call, context: { ...call.context, cancellation: new Cancellation() } });
    }
    assert.deepEqual([first.calls, second.calls], [4, 4]);
  });

  it('uses the endpoints of the best priority that remains', async (context) => {
    const [first, second] = await pair(context);
    const endpoints = [
      { url: first.url, weight: 1, priority: 10 },
      { url: second.url, weight: 1, priority: 20 },
    ];
    const options = optionsFor([], 'priorities', { endpoints, ejection: { consecutiveFailures: 2 } });
    const upstream = startUpstream(context, options);
    await callTimes(upstream, 5);
    assert.deepEqual([first.calls, second.calls], [5, 0]);
    first.respond = respondBadly;
    await callTimes(upstream, 6);
    assert.deepEqual([first.calls, second.calls], [7, 4]);
  });

  it('reports the state of each endpoint', async (context) => {
    const [first, second] = await pair(context);
    const options = optionsFor([first, second], 'status', { ejection: { consecutiveFailures: 1 } });
    const upstream = startUpstream(context, options);
    first.respond = respondBadly;
    await callTimes(upstream, 2);
    const [ejected, good] = upstream.status().endpoints;
    assert.equal(ejected?.url, first.url);
    assert.ok((ejected?.ejectedForMs ?? 0) > 0);
    assert.deepEqual(
      { ...good, breakers: [] },
      { url: second.url, weight: 1, inFlight: 0, isHealthy: true, ejectedForMs: undefined, breakers: [] },
    );
  });

  it('avoids an endpoint whose breaker is open', async (context) => {
    const [first, second] = await pair(context);
    const options = optionsFor([first, second], 'open', {
      breaker: { minimumCalls: 4, failureRate: 0.5, openForMs: 60_000 },
      ejection: { consecutiveFailures: 0 },
    });
    const upstream = startUpstream(context, options);
    first.respond = respondBadly;
    const outcomes = await callTimes(upstream, 30);
    assert.equal(first.calls, 4);
    assert.equal(outcomes.filter((outcome) => outcome === 'failed').length, 4);
  });

  it('sends a call that a ramping breaker refuses to another endpoint', async (context) => {
    const [first, second] = await pair(context);
    const events = upstreamEvents(context, 'ramp');
    const options = optionsFor([first, second], 'ramp', {
      breaker: { minimumCalls: 4, failureRate: 0.5, openForMs: 10, rampMs: 60_000 },
      ejection: { consecutiveFailures: 0 },
    });
    const upstream = startUpstream(context, options);
    first.respond = respondBadly;
    await callTimes(upstream, 8);
    first.respond = respondWell;
    while (events.of('breaker closed').length === 0) await callTimes(upstream, 2);
    // At once: of several calls in flight, the ramp allows one and refuses nearly all others.
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => statusOf(upstream)));
    assert.deepEqual(new Set(outcomes), new Set([200]));
  });

  it('refuses calls with the code of its breakers when all are open', async (context) => {
    const [first, second] = await pair(context);
    const options = optionsFor([first, second], 'all-open', {
      breaker: { minimumCalls: 4, failureRate: 0.5, openForMs: 60_000 },
    });
    const upstream = startUpstream(context, options);
    first.respond = respondBadly;
    second.respond = respondBadly;
    await callTimes(upstream, 20);
    assert.deepEqual([first.calls, second.calls], [4, 4]);
    await assert.rejects(upstream.send(upstreamCall()), { code: 'SUBGRAPH_CIRCUIT_OPEN' });
  });

  it('retries a failed read at another endpoint', async (context) => {
    const [first, second] = await pair(context);
    const options = optionsFor([first, second], 'retry', { retry: { attempts: 1, minBackoffMs: 1 } });
    first.respond = respondBadly;
    const upstream = startUpstream(context, options);
    assert.deepEqual(await callTimes(upstream, 3), [200, 200, 200]);
    assert.equal(first.calls, 2);
  });

  it('passes on the failure of a call unchanged', async (context) => {
    const [first, second] = await pair(context);
    first.respond = respondBadly;
    second.respond = respondBadly;
    const upstream = startUpstream(context, optionsFor([first, second], 'failure'));
    await assert.rejects(upstream.send(upstreamCall()), { code: 'SUBGRAPH_HTTP_ERROR' });
  });
});

describe('an endpoint that fails', () => {
  const ejection = { consecutiveFailures: 3, ejectForMs: 60_000 };

  it('receives no calls after the configured number of consecutive failures', async (context) => {
    const [first, second] = await pair(context);
    const events = upstreamEvents(context, 'ejection');
    const upstream = startUpstream(context, optionsFor([first, second], 'ejection', { ejection }));
    first.respond = respondBadly;
    const outcomes = await callTimes(upstream, 20);
    assert.equal(first.calls, 3);
    assert.equal(outcomes.filter((outcome) => outcome === 'failed').length, 3);
    assert.deepEqual(events.all, [
      { upstream: 'ejection', event: 'endpoint ejected', endpoint: first.url, forMs: 60_000 },
    ]);
  });

  it('is not ejected when a success separates the failures', async (context) => {
    const [first, second] = await pair(context);
    const upstream = startUpstream(context, optionsFor([first, second], 'in-between', { ejection }));
    first.respond = (request, response) =>
      (first.calls % 3 === 0 ? respondWell : respondBadly)(request, response);
    await callTimes(upstream, 20);
    assert.equal(first.calls, 10);
  });

  it('is not ejected when it is the only endpoint', async (context) => {
    const [only] = await testEndpoints(context, 1);
    if (only === undefined) throw new TypeError('expected one endpoint');
    only.respond = respondBadly;
    await callTimes(startUpstream(context, optionsFor([only], 'only', { ejection })), 10);
    assert.equal(only.calls, 10);
  });

  it('returns after its ejection time', async (context) => {
    const [first, second] = await pair(context);
    const events = upstreamEvents(context, 'return');
    const options = optionsFor([first, second], 'return', { ejection: { ...ejection, ejectForMs: 30 } });
    const upstream = startUpstream(context, options);
    first.respond = respondBadly;
    await callTimes(upstream, 6);
    first.respond = respondWell;
    await events.until('endpoint returned');
    assert.deepEqual(await callTimes(upstream, 4), [200, 200, 200, 200]);
    assert.equal(first.calls, 5);
  });

  it('is not ejected when the maximum share of endpoints is ejected', async (context) => {
    const endpoints = await testEndpoints(context, 5);
    const events = upstreamEvents(context, 'share');
    const options = optionsFor(endpoints, 'share', { ejection: { ...ejection, maxEjected: 0.5 } });
    for (const endpoint of endpoints) endpoint.respond = respondBadly;
    await callTimes(startUpstream(context, options), 50);
    assert.equal(events.of('endpoint ejected').length, 2);
    assert.equal(
      endpoints.filter(({ calls }) => calls === 3).length,
      2,
      String(endpoints.map(({ calls }) => calls)),
    );
  });

  it('is not charged with a failure when the client disconnects', async (context) => {
    const [first, second] = await pair(context);
    const events = upstreamEvents(context, 'client-gone');
    const upstream = startUpstream(context, optionsFor([first, second], 'client-gone', { ejection }));
    const arrived: Promise<unknown>[] = [];
    let onArrival: ((response: ServerResponse) => void) | undefined;
    for (const endpoint of [first, second]) endpoint.respond = (_request, response) => onArrival?.(response);
    for (let times = 0; times < 10; times++) {
      const cancellation = new Cancellation();
      const gone = new Promise<unknown>((resolve) => {
        onArrival = (response) => {
          resolve(once(response, 'close'));
          cancellation.cancel();
        };
      });
      arrived.push(gone);
      assert.equal(await statusOf(upstream, upstreamCall({ cancellation })), 'failed');
    }
    await Promise.all(arrived);
    assert.deepEqual(events.all, []);
  });
});
