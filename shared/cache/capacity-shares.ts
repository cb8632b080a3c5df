import { randomUUID } from 'node:crypto';
import type { CapacityMember, CapacityShare, CapacityShares } from '../core/capacity-shares.ts';
import { type Announcement, fairShare } from './fair-share.ts';
import type { RedisCommands } from './redis-commands.ts';

export interface CapacitySharesOptions {
  readonly redis: RedisCommands;
  /** The prefix of all keys; the same for all clients. */
  readonly prefix: string;
  readonly client: string;
  readonly everyMs?: number;
}

/** After this number of turns without an announcement, all processes remove a process at the same time. */
const expiresAfterTurns = 3;
/** For this number of turns, a process that cannot reach Redis continues with the processes that it knew last. */
const retainedForTurns = 10;

/**
 * KEYS: the hash of the upstream. ARGV: own field, own announcement, ms after which an announcement expires. Returns
 * the announcements of the other processes. Uses the clock of Redis, which all processes have in common.
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

/** Agrees on the shares with the other processes about once a second, through Redis. No call waits for that. */
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

  function join({ upstream, capacity, weight, takePeakDemand }: CapacityMember): CapacityShare {
    const key = `${prefix}:shares:${upstream}`;
    const field = randomUUID();
    let allowance = capacity;
    let others: readonly Announcement[] = [];
    let turnsAlone = 0;

    async function turn(): Promise<void> {
      const own = { client, weight, demand: takePeakDemand() };
      const text = `${own.weight} ${own.demand} ${own.client}`;
      const reply = await redis.call(
        'EVAL',
        announceScript,
        1,
        key,
        field,
        text,
        expiresAfterTurns * everyMs,
      );
      if (Array.isArray(reply)) {
        turnsAlone = 0;
        others = reply.flatMap(readAnnouncement);
        allowance = fairShare(capacity, own, others);
        return;
      }
      turnsAlone += 1;
      // The free capacity is unknown: only the share that applies when every process demands everything is certain.
      const demand = capacity;
      allowance =
        turnsAlone > retainedForTurns
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
        const removal = redis.call('HDEL', key, field).finally(() => leaving.delete(removal));
        leaving.add(removal);
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
