import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import Fastify from 'fastify';
import { memoryPressure, type Shed, shed } from '../../../shared/core/channels.ts';
import { createOverload, type OverloadOptions } from '../../../shared/http/overload.ts';
import { createProcessPressure } from '../../../shared/http/process-pressure.ts';
import { sendError } from '../../../shared/http/send-error.ts';

const limits = { eventLoopDelayMs: 200, heap: 0.85, heapCritical: 0.95 };
const concurrency = { max: 2, adaptive: true, min: 64, initial: 100, tolerance: 1.5 };

/** A server that answers `/` when the test says so, and a process whose signs are what the test says. */
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
    ask: (path = '/at-once') => server.inject(path),
    statuses: async (count: number) => {
      const answers = await Promise.all(Array.from({ length: count }, () => server.inject('/at-once')));
      return answers.map(({ statusCode }) => statusCode);
    },
    /** Of the next `count` looks. */
    look: (count: number, next: Partial<typeof signs>) => {
      Object.assign(signs, next);
      context.mock.timers.tick(count * 100);
    },
  };
}

const count = (statuses: readonly number[], status: number): number =>
  statuses.filter((one) => one === status).length;

describe('overload', () => {
  it('refuses the request that is one too many, and says when to come again', async (context) => {
    const { ask, open, refused, overload } = await overloaded(context);
    const first = ask('/');
    const second = ask('/');
    while (open.length < 2) await new Promise(setImmediate);
    const third = await ask();
    assert.deepEqual([third.statusCode, third.headers['retry-after']], [503, '1']);
    assert.equal(third.json().errors[0].extensions.code, 'SERVER_OVERLOADED');
    assert.deepEqual(refused, ['concurrency']);
    assert.equal(overload.status().inFlight, 2);
    for (const answer of open) answer();
    assert.deepEqual([(await first).statusCode, (await second).statusCode], [200, 200]);
    assert.equal((await ask()).statusCode, 200);
    assert.deepEqual([overload.status().inFlight, overload.status().refused], [0, 1]);
  });

  it('does not mind one stall or two, and refuses more the later the event loop is', async (context) => {
    const { statuses, look, refused } = await overloaded(context, {
      concurrency: { ...concurrency, max: 100 },
    });
    look(8, { delayMs: 20 });
    look(2, { delayMs: 5000 });
    assert.equal(count(await statuses(20), 503), 0);
    look(1, { delayMs: 400 });
    assert.equal(count(await statuses(20), 503), 10);
    look(3, { delayMs: 800 });
    assert.equal(count(await statuses(20), 503), 15);
    assert.deepEqual([...new Set(refused)], ['eventLoopDelay']);
    look(10, { delayMs: 20 });
    assert.equal(count(await statuses(20), 503), 0);
  });

  it('refuses more the fuller the heap is, and has what is kept dropped', async (context) => {
    const told: number[] = [];
    context.after(memoryPressure.subscribe(({ heapUse }) => told.push(heapUse)));
    const { statuses, look, refused } = await overloaded(context, {
      concurrency: { ...concurrency, max: 100 },
    });
    look(10, { heap: 0.8 });
    assert.equal(count(await statuses(20), 503), 0);
    assert.deepEqual(told, []);
    look(10, { heap: 0.9 });
    assert.equal(count(await statuses(20), 503), 10);
    assert.deepEqual(told, [0.9]);
    look(1, { heap: 0.96 });
    assert.equal(count(await statuses(20), 503), 20);
    assert.deepEqual([...new Set(refused)], ['heap']);
    look(1, { heap: 0.5 });
    assert.equal(count(await statuses(20), 503), 0);
  });

  it('says that it is not ready after many refusals within five seconds, not after as many in ten', async (context) => {
    const { statuses, look, overload } = await overloaded(context, { unreadyAfter: 30 });
    look(1, { heap: 1 });
    await statuses(20);
    look(60, { heap: 1 });
    await statuses(20);
    look(1, { heap: 1 });
    assert.equal(overload.isReady(), true);
    await statuses(10);
    look(1, { heap: 0 });
    assert.equal(overload.isReady(), false);
    assert.deepEqual([overload.status().refused, overload.status().isReady], [50, false]);
    // Ten seconds after it has been too many for the last time.
    look(100, {});
    assert.equal(overload.isReady(), false);
    look(50, {});
    assert.equal(overload.isReady(), true);
  });
});
