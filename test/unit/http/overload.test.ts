import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import Fastify from 'fastify';
import { memoryPressure, type Shed, shed } from '../../../shared/core/channels.ts';
import { createOverload, type OverloadOptions } from '../../../shared/http/overload.ts';
import { createProcessPressure } from '../../../shared/http/process-pressure.ts';
import { sendError } from '../../../shared/http/send-error.ts';

const limits = { eventLoopDelayMs: 200, heap: 0.85, heapCritical: 0.95 };
const concurrency = { max: 2, adaptive: true, min: 64, initial: 100, tolerance: 1.5 };

/** A server that responds to `/` when the test opens it, and a process whose measurements the test sets. */
async function overloaded(context: TestContext, options: Partial<OverloadOptions> = {}) {
  const signs = { delayMs: 0, heap: 0 };
  context.mock.timers.enable({ apis: ['setInterval'] });
  const pressure = createProcessPressure(limits, {
    loopDelayMs: () => signs.delayMs,
    heapUse: () => signs.heap,
    close: () => {},
  });
  const overload = createOverload({ ...limits, concurrency, unreadyAfter: 100, ...options }, pressure);
  context.after(() => overload.close());
  const refused: Shed['reason'][] = [];
  context.after(shed.subscribe(({ reason }) => refused.push(reason)));
  const open: (() => void)[] = [];
  const server = Fastify();
  context.after(() => server.close());
  server.setErrorHandler(sendError);
  server.addHook('onRequest', (_request, _reply, done) => done(overload.refusalOnArrival()));
  const work = async (result: string | Promise<string>): Promise<string> => {
    const enteredMs = overload.enter();
    try {
      return await result;
    } finally {
      overload.leave(enteredMs, true);
    }
  };
  server.get('/', () => work(new Promise((resolve) => open.push(() => resolve('done')))));
  server.get('/at-once', () => work('done'));
  return {
    overload,
    refused,
    open,
    send: (path = '/at-once') => server.inject(path),
    statuses: async (count: number) => {
      const responses = await Promise.all(Array.from({ length: count }, () => server.inject('/at-once')));
      return responses.map(({ statusCode }) => statusCode);
    },
    /** Sets the measurements of the next `count` samples. */
    sample: (count: number, next: Partial<typeof signs>) => {
      Object.assign(signs, next);
      context.mock.timers.tick(count * 100);
    },
  };
}

const count = (statuses: readonly number[], status: number): number =>
  statuses.filter((one) => one === status).length;

describe('overload', () => {
  it('rejects a request above the concurrency limit, with a Retry-After header', async (context) => {
    const { send, open, refused, overload } = await overloaded(context);
    const first = send('/');
    const second = send('/');
    while (open.length < 2) await new Promise(setImmediate);
    const third = await send();
    assert.deepEqual([third.statusCode, third.headers['retry-after']], [503, '1']);
    assert.equal(third.json().errors[0].extensions.code, 'SERVER_OVERLOADED');
    assert.deepEqual(refused, ['concurrency']);
    assert.equal(overload.status().inFlight, 2);
    for (const respond of open) respond();
    assert.deepEqual([(await first).statusCode, (await second).statusCode], [200, 200]);
    assert.equal((await send()).statusCode, 200);
    assert.deepEqual([overload.status().inFlight, overload.status().refused], [0, 1]);
  });

  it('tolerates one or two stalls, and rejects a larger share the longer the event loop delay is', async (context) => {
    const { statuses, sample, refused } = await overloaded(context, {
      concurrency: { ...concurrency, max: 100 },
    });
    sample(8, { delayMs: 20 });
    sample(2, { delayMs: 5000 });
    assert.equal(count(await statuses(20), 503), 0);
    sample(1, { delayMs: 400 });
    assert.equal(count(await statuses(20), 503), 10);
    sample(3, { delayMs: 800 });
    assert.equal(count(await statuses(20), 503), 15);
    assert.deepEqual([...new Set(refused)], ['eventLoopDelay']);
    sample(10, { delayMs: 20 });
    assert.equal(count(await statuses(20), 503), 0);
  });

  it('rejects a larger share the fuller the heap is, and publishes memory pressure', async (context) => {
    const published: number[] = [];
    context.after(memoryPressure.subscribe(({ heapUse }) => published.push(heapUse)));
    const { statuses, sample, refused } = await overloaded(context, {
      concurrency: { ...concurrency, max: 100 },
    });
    sample(10, { heap: 0.8 });
    assert.equal(count(await statuses(20), 503), 0);
    assert.deepEqual(published, []);
    sample(10, { heap: 0.9 });
    assert.equal(count(await statuses(20), 503), 10);
    assert.deepEqual(published, [0.9]);
    sample(1, { heap: 0.96 });
    assert.equal(count(await statuses(20), 503), 20);
    assert.deepEqual([...new Set(refused)], ['heap']);
    sample(1, { heap: 0.5 });
    assert.equal(count(await statuses(20), 503), 0);
  });

  it('becomes unready after many rejections within five seconds, but not within ten', async (context) => {
    const { statuses, sample, overload } = await overloaded(context, { unreadyAfter: 30 });
    sample(1, { heap: 1 });
    await statuses(20);
    sample(60, { heap: 1 });
    await statuses(20);
    sample(1, { heap: 1 });
    assert.equal(overload.isReady(), true);
    await statuses(10);
    sample(1, { heap: 0 });
    assert.equal(overload.isReady(), false);
    assert.deepEqual([overload.status().refused, overload.status().isReady], [50, false]);
    // It becomes ready ten seconds after the number of rejections was last too high.
    sample(100, {});
    assert.equal(overload.isReady(), false);
    sample(50, {});
    assert.equal(overload.isReady(), true);
  });
});
