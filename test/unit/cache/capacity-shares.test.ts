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
  /** The demand from now on. */
  demand: number;
  /** Ends the process without an announcement. */
  die(): Promise<void>;
  /** Whether the process can reach Redis. */
  isConnected: boolean;
}

/** Returns a function that starts processes, which share 20 calls of one upstream. */
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
    const takePeakDemand = (): number => part.demand;
    const part: Part = {
      demand: 0,
      isConnected: true,
      die: () => shares.close(),
      share: { allowance: 0, leave: () => {} },
    };
    const share = shares.join({ upstream: 'shop', capacity: 20, weight, takePeakDemand });
    const whole = Object.assign(part, { share });
    parts.push(whole);
    return whole;
  };
}

describe('the capacity shares of an upstream', { skip }, () => {
  it('are proportional to the weights under full demand, and include unused capacity otherwise', async (context) => {
    const start = await processes(context);
    const partner = start('partner');
    partner.demand = 1000;
    const web = start('web', 300);
    await until(() => partner.share.allowance === 20);
    web.demand = 1000;
    await until(() => web.share.allowance === 15 && partner.share.allowance === 5);
    web.demand = 2;
    await until(() => partner.share.allowance === 18);
    assert.equal(web.share.allowance, 15, 'a process can use its own share immediately');
    web.demand = 1000;
    await until(() => partner.share.allowance === 5);
  });

  it('go to the other processes when a process dies, and immediately when it leaves', async (context) => {
    const start = await processes(context);
    const [web, tv, mobile] = [start('web'), start('tv'), start('mobile')];
    for (const part of [web, tv, mobile]) part.demand = 1000;
    await until(() => web.share.allowance === 6);
    await tv.die();
    await until(() => web.share.allowance === 10);
    mobile.share.leave();
    await until(() => web.share.allowance === 20);
  });

  it('are those of full demand while Redis is away, and the whole capacity after a while', async (context) => {
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
