import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it, type TestContext } from 'node:test';
import { createCapacityShares } from '../../../shared/cache/capacity-shares.ts';
import { createRedis } from '../../../shared/cache/create-redis.ts';
import type { RedisCommands } from '../../../shared/cache/redis-commands.ts';
import type { CapacityShare } from '../../../shared/core/capacity-shares.ts';
import { until } from '../../support/counting-upstream.ts';
import { readyRedis, redisUrl, skip } from '../../support/redis-server.ts';

interface Part {
  readonly share: CapacityShare;
  /** What it wants from now on. */
  demand: number;
  /** Ends without a word. */
  die(): Promise<void>;
  /** Whether it can reach Redis. */
  isConnected: boolean;
}

/** Processes that have 20 calls of one upstream to divide. */
async function processes(
  context: TestContext,
  everyMs = 100,
): Promise<(client: string, weight?: number) => Part> {
  const redis = createRedis({ url: await redisUrl(context), connectTimeoutMs: 1000, commandTimeoutMs: 1000 });
  await readyRedis(redis);
  const prefix = `test:${randomUUID()}`;
  const parts: Part[] = [];
  context.after(async () => {
    for (const { share, die } of parts) {
      share.leave();
      await die();
    }
    await redis.close();
  });
  return (client, weight = 100) => {
    const through: RedisCommands = {
      call: async (...command) => (part.isConnected ? redis.call(...command) : undefined),
    };
    const shares = createCapacityShares({ redis: through, prefix, client, everyMs });
    const takeDemand = (): number => part.demand;
    const part: Part = {
      demand: 0,
      isConnected: true,
      die: () => shares.close(),
      share: { allowance: 0, leave: () => {} },
    };
    const share = shares.join({ upstream: 'shop', capacity: 20, weight, takeDemand });
    const whole = Object.assign(part, { share });
    parts.push(whole);
    return whole;
  };
}

describe('shares of an upstream', { skip }, () => {
  it('are what the weights say when all want more, and lent when they do not', async (context) => {
    const start = await processes(context);
    const partner = start('partner');
    partner.demand = 1000;
    const web = start('web', 300);
    await until(() => partner.share.allowance === 20);
    web.demand = 1000;
    await until(() => web.share.allowance === 15 && partner.share.allowance === 5);
    web.demand = 2;
    await until(() => partner.share.allowance === 18);
    assert.equal(web.share.allowance, 15, 'what is its own it has at once');
    web.demand = 1000;
    await until(() => partner.share.allowance === 5);
  });

  it('of a process that dies are free for the others, and of one that ends at once', async (context) => {
    const start = await processes(context);
    const [web, tv, mobile] = [start('web'), start('tv'), start('mobile')];
    for (const part of [web, tv, mobile]) part.demand = 1000;
    await until(() => web.share.allowance === 6);
    await tv.die();
    await until(() => web.share.allowance === 10);
    mobile.share.leave();
    await until(() => web.share.allowance === 20);
  });

  it('stay what they would be if all wanted everything while Redis is away, then all is as without it', async (context) => {
    const start = await processes(context);
    const web = start('web');
    const tv = start('tv');
    web.demand = 1000;
    tv.demand = 1;
    await until(() => web.share.allowance === 19);
    web.isConnected = false;
    await until(() => web.share.allowance === 10);
    await until(() => web.share.allowance === 20);
    web.isConnected = true;
    await until(() => web.share.allowance === 19);
  });
});
