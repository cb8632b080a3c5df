import { randomUUID } from 'node:crypto';
import type { CapacityMember, CapacityShare, CapacityShares } from '../core/capacity-shares.ts';
import { type Announcement, fairShare } from './fair-share.ts';
import type { RedisCommands } from './redis-commands.ts';

export interface CapacitySharesOptions {
  readonly redis: RedisCommands;
  /** What the keys begin with: the same for all clients. */
  readonly prefix: string;
  readonly client: string;
  readonly everyMs?: number;
}

/** After so many turns without a word a process is forgotten, by all at the same time. */
const forgottenAfter = 3;
/** So long its place among those it knew last is kept by a process that cannot reach Redis. */
const rememberedFor = 10;

/**
 * KEYS: the upstream's hash. ARGV: own field, own announcement, ms after which one is forgotten. Returns the announcements
 * of the others. The clock is that of Redis, which all have in common.
 */
const announceScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f %s', now, ARGV[2]))
redis.call('PEXPIRE', KEYS[1], ARGV[3])
local known = redis.call('HGETALL', KEYS[1])
local others = {}
for i = 1, #known, 2 do
  local at, announcement = string.match(known[i + 1], '^(%d+) (.*)$')
  if not at or now - tonumber(at) > tonumber(ARGV[3]) then redis.call('HDEL', KEYS[1], known[i])
  elseif known[i] ~= ARGV[1] then others[#others + 1] = announcement end
end
return others`;

/** Agrees about once a second with the other processes, through Redis; nothing waits for that. */
export function createCapacityShares({
  redis,
  prefix,
  client,
  everyMs = 1000,
}: CapacitySharesOptions): CapacityShares {
  const turns = new Set<() => Promise<void>>();
  const leaving = new Set<Promise<unknown>>();
  const timer = setInterval(() => {
    for (const turn of turns) void turn();
  }, everyMs);
  timer.unref();

  function join({ upstream, capacity, weight, takeDemand }: CapacityMember): CapacityShare {
    const key = `${prefix}:shares:${upstream}`;
    const field = randomUUID();
    let allowance = capacity;
    let others: readonly Announcement[] = [];
    let turnsAlone = 0;

    async function turn(): Promise<void> {
      const own = { client, weight, demand: takeDemand() };
      const text = `${own.weight} ${own.demand} ${own.client}`;
      const reply = await redis.call('EVAL', announceScript, 1, key, field, text, forgottenAfter * everyMs);
      if (Array.isArray(reply)) {
        turnsAlone = 0;
        others = reply.flatMap(readAnnouncement);
        allowance = fairShare(capacity, own, others);
        return;
      }
      turnsAlone += 1;
      // Nobody can say what is free: all that is certain is what it is entitled to when everybody wants everything.
      const demand = capacity;
      allowance =
        turnsAlone > rememberedFor
          ? capacity
          : fairShare(
              capacity,
              { ...own, demand },
              others.map((other) => ({ ...other, demand })),
            );
    }
    turns.add(turn);
    void turn();
    return {
      get allowance() {
        return allowance;
      },
      leave() {
        turns.delete(turn);
        const told = redis.call('HDEL', key, field).finally(() => leaving.delete(told));
        leaving.add(told);
      },
    };
  }
  return {
    join,
    async close() {
      clearInterval(timer);
      await Promise.all(leaving);
    },
  };
}

function readAnnouncement(reply: unknown): Announcement[] {
  const [weight = '', demand = '', client = ''] = String(reply).split(' ');
  return client === '' ? [] : [{ client, weight: Number(weight), demand: Number(demand) }];
}
