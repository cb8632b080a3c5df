import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { createHealthChecks } from '../../../shared/upstream/balancing/health-checks.ts';
import { memberStub } from '../../support/endpoint-stub.ts';
import { respondWell, startUpstream, testEndpoints } from '../../support/several-endpoints.ts';
import { upstreamCall } from '../../support/upstream-call.ts';
import { upstreamEvents } from '../../support/upstream-events.ts';
import { upstreamOptions } from '../../support/upstream-options.ts';

const healthCheck = { path: '/healthz', intervalMs: 10, timeoutMs: 1000, unhealthyAfter: 2, healthyAfter: 3 };

describe('active health checks', () => {
  it('remove an endpoint that fails them, and add it again when it passes', async (context) => {
    const endpoints = await testEndpoints(context, 2);
    const [first, second] = endpoints;
    if (first === undefined || second === undefined) throw new TypeError('expected two endpoints');
    const events = upstreamEvents(context, 'checked');
    const options = upstreamOptions('checked', 'http://unused.invalid', {
      endpoints: endpoints.map(({ url }) => ({ url, weight: 1 })),
      healthCheck,
    });
    first.checkStatus = 500;
    const upstream = startUpstream(context, options);
    await events.until('endpoint unhealthy');
    assert.deepEqual(
      upstream.status().endpoints.map(({ isHealthy }) => isHealthy),
      [false, true],
    );
    for (let times = 0; times < 4; times++) await upstream.send(upstreamCall());
    assert.deepEqual([first.calls, second.calls], [0, 4]);
    first.checkStatus = 200;
    await events.until('endpoint healthy');
    for (let times = 0; times < 4; times++) await upstream.send(upstreamCall());
    assert.deepEqual([first.calls, second.calls], [2, 6]);
    assert.ok(events.all.every((event) => 'endpoint' in event && event.endpoint === first.url));
  });

  it('do not prevent calls when no endpoint passes them', async (context) => {
    const endpoints = await testEndpoints(context, 2);
    const events = upstreamEvents(context, 'all-unhealthy');
    for (const endpoint of endpoints) endpoint.checkStatus = 404;
    const upstream = startUpstream(
      context,
      upstreamOptions('all-unhealthy', 'http://unused.invalid', {
        endpoints: endpoints.map(({ url }) => ({ url, weight: 1 })),
        healthCheck,
      }),
    );
    await events.until('endpoint unhealthy', 2);
    assert.equal((await upstream.send(upstreamCall())).status, 200);
  });

  it('mark an upstream as reached', async (context) => {
    const [only] = await testEndpoints(context, 1);
    if (only === undefined) throw new TypeError('expected one endpoint');
    const upstream = startUpstream(context, upstreamOptions('reached', only.url, { healthCheck }));
    assert.equal(upstream.reached, false);
    await upstream.probe();
    assert.equal(upstream.reached, true);
    assert.equal(only.calls, 0);
    only.respond = respondWell;
  });

  function start(context: TestContext, probe: (path: string) => Promise<number>) {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const member = memberStub({}, { probe });
    const checks = createHealthChecks({
      ...healthCheck,
      name: 'stub',
      random: () => 0.5,
      onChange() {},
      onGood() {},
    });
    checks.watch(member);
    return { member, checks };
  }

  /** Waits for the reactions to resolved promises. */
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('begin after a random part of the interval', async (context) => {
    let checked = 0;
    start(context, async () => {
      checked += 1;
      return 200;
    });
    context.mock.timers.tick(4);
    assert.equal(checked, 0);
    context.mock.timers.tick(1);
    assert.equal(checked, 1);
  });

  it('do not overlap, and end when the endpoint is removed', async (context) => {
    const responses: ((status: number) => void)[] = [];
    const { member, checks } = start(context, () => new Promise((resolve) => responses.push(resolve)));
    context.mock.timers.tick(1000);
    assert.equal(responses.length, 1);
    responses[0]?.(200);
    await settle();
    context.mock.timers.tick(1000);
    assert.equal(responses.length, 2);
    checks.forget(member);
    responses[1]?.(200);
    await settle();
    context.mock.timers.tick(1000);
    assert.equal(responses.length, 2);
  });

  it('change the health of an endpoint only after several equal results', async (context) => {
    const statuses = [500, 200, 500, 500, 200, 200, 500, 200, 200, 200];
    const { member } = start(context, async () => statuses.shift() ?? 200);
    const seen: boolean[] = [];
    for (let times = 0; times < 10; times++) {
      context.mock.timers.tick(10);
      await settle();
      seen.push(member.isHealthy);
    }
    assert.deepEqual(seen, [true, true, true, false, false, false, false, false, false, true]);
  });
});
