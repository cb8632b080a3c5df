import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it, type TestContext } from 'node:test';
import { type CountingUpstream, countingUpstream, until } from '../support/counting-upstream.ts';
import { redisUrl, skip } from '../support/redis-server.ts';
import { sendQuery } from '../support/send-query.ts';
import { serveThings } from '../support/serve-things.ts';

interface Load {
  /** Codes, or `none`, with the number of responses that had them. */
  readonly outcomes: Map<string, number>;
  /** Resolves when all requests have their responses. */
  end(): Promise<void>;
}

/** Runs this many senders, each with one request in flight at all times. */
function load(context: TestContext, url: string, senders: number): Load {
  const outcomes = new Map<string, number>();
  let isOver = false;
  const run = async (): Promise<void> => {
    while (!isOver) {
      const { codes } = await sendQuery(url, '{ thing }');
      const outcome = codes.join(',') || 'none';
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      // Requests that are refused at once would otherwise use all of the processor time.
      if (outcome !== 'none') await new Promise((done) => setTimeout(done, 20));
    }
  };
  const runs = Promise.all(Array.from({ length: senders }, run));
  const end = async (): Promise<void> => {
    isOver = true;
    await runs;
  };
  context.after(end);
  return { outcomes, end };
}

// FULL=1, for the nightly run: a larger and longer flood.
const isFull = process.env['FULL'] === '1';
const responses = isFull ? 200 : 80;
const capacity = 20;

/** The process of one client, which the upstream identifies by its path. */
async function serveClient(
  context: TestContext,
  upstream: CountingUpstream,
  client: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<string> {
  const { url } = await serveThings(context, {
    upstream: `${upstream.url}/${client}`,
    settings: {
      client,
      // This test asserts nothing about time.
      requestDeadline: '2m',
      overload: { eventLoopDelay: '10s' },
      upstreams: {
        all: {
          timeout: '1m',
          connectTimeout: '1m',
          breaker: { enabled: false },
          deduplicate: { enabled: false },
          concurrency: { max: capacity, adaptive: false, queue: 0 },
        },
      },
      ...settings,
    },
  });
  return url;
}

describe('resources that clients share', () => {
  it('F31 a flood of one client leaves another its share of an upstream', { skip }, async (context) => {
    const upstream = await countingUpstream(context, { takesMs: 50 });
    const redis = { url: await redisUrl(context), prefix: `test:${randomUUID()}`, commandTimeout: '5s' };
    const [web, checkout] = [upstream.caller('/web'), upstream.caller('/checkout')];
    const webUrl = await serveClient(context, upstream, 'web', { redis });
    const checkoutUrl = await serveClient(context, upstream, 'checkout', { redis });

    const flood = load(context, webUrl, (isFull ? 3 : 1.5) * capacity);
    await until(() => web.mostInFlight === capacity);
    // Its half, within which no request is refused.
    const own = load(context, checkoutUrl, capacity / 2);
    await until(() => web.inFlight <= capacity / 2 && checkout.inFlight === capacity / 2);
    // A second later both know its share.
    const before = checkout.arrived;
    await until(() => checkout.arrived - before >= 200);
    web.mostInFlight = 0;
    const begin = { web: web.arrived, checkout: checkout.arrived };
    await until(() => checkout.arrived - begin.checkout >= responses);
    assert.equal(web.mostInFlight, capacity / 2);
    assert.ok(web.arrived - begin.web >= responses / 2, 'the flood has its own share');
    assert.equal(checkout.mostInFlight, capacity / 2);
    await own.end();
    assert.deepEqual([...own.outcomes.keys()], ['none']);
    assert.ok((flood.outcomes.get('SUBGRAPH_OVERLOADED') ?? 0) > 0);
    // And capacity that it no longer uses is given to others.
    await until(() => web.inFlight === capacity);
    await flood.end();
    assert.deepEqual([...flood.outcomes.keys()].sort(), ['SUBGRAPH_OVERLOADED', 'none']);
  });

  it('F31 a flood of one client is refused by its own process, and other clients are not refused', async (context) => {
    const upstream = await countingUpstream(context, { takesMs: 20 });
    const overload = { eventLoopDelay: '10s', concurrency: { max: capacity } };
    const webUrl = await serveClient(context, upstream, 'web', { overload });
    const mobileUrl = await serveClient(context, upstream, 'mobile', { overload });
    const flood = load(context, webUrl, (isFull ? 5 : 2) * capacity);
    await until(() => (flood.outcomes.get('SERVER_OVERLOADED') ?? 0) > 0);
    const others = load(context, mobileUrl, capacity / 2);
    await until(() => (others.outcomes.get('none') ?? 0) >= responses);
    await others.end();
    await flood.end();
    assert.deepEqual([...others.outcomes.keys()], ['none']);
    assert.deepEqual([...flood.outcomes.keys()].sort(), ['SERVER_OVERLOADED', 'none']);
  });
});
