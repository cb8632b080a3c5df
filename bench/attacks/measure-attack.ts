import { setTimeout as sleep } from 'node:timers/promises';
import { createGraphqlClient, type GraphqlClient, requestBody } from '../load/graphql-client.ts';
import { type OpenLoopResult, runOpenLoop } from '../load/run-open-loop.ts';
import { readProcessUsage } from '../processes/process-usage.ts';
import type { Attack } from './attack.ts';
import { type AttackRun, type AttackTarget, withAttackTarget } from './attack-target.ts';
import { type Stall, startStallProbe } from './stall-probe.ts';

export interface AttackFigure {
  readonly attack: string;
  /** What the attacker received. */
  readonly outcome: string;
  /** Latencies of the other clients, without and under the attack. */
  readonly baselineP99Ms: number;
  readonly p99Ms: number;
  /** Requests of other clients without a 200. */
  readonly failures: number;
  readonly stall: Stall;
  /** Growth of resident memory two seconds after the attack, and at its peak. */
  readonly growthBytes: number;
  readonly peakGrowthBytes: number;
  readonly isAlive: boolean;
  readonly isMet: boolean;
}

const requestsPerSecond = 50;
const warmUpSeconds = 4;
const baselineSeconds = 5;
const memoryIntervalMs = 20;
const restMs = 2000;
const body = requestBody({ query: '{ text }' });
const limits = { p99Ratio: 2, stallMs: 200, growthBytes: 50 * 1024 * 1024 };

/** Measures the effect of one attack on the other clients of a new process. */
export function measureAttack(run: AttackRun, attack: Attack): Promise<AttackFigure> {
  return withAttackTarget(run, async (target) => {
    const client = createGraphqlClient(`http://127.0.0.1:${target.port}/graphql`, 64);
    try {
      return await measure(target, client, attack);
    } finally {
      await client.close();
    }
  });
}

async function measure(target: AttackTarget, client: GraphqlClient, attack: Attack): Promise<AttackFigure> {
  const { signal, pid, port } = target;
  const counted = { failures: 0 };
  const send = async (): Promise<void> => {
    if ((await client.post(body)).status !== 200) counted.failures += 1;
  };
  await attack.prepare?.(target);
  await runOpenLoop({ send, requestsPerSecond, seconds: warmUpSeconds, signal });
  const baseline = await runOpenLoop({ send, requestsPerSecond, seconds: baselineSeconds, signal });
  counted.failures = 0;
  const memory = watchMemory(pid);
  const probe = await startStallProbe(port, pid);
  const attacking = attack.run(target);
  const others = await during(attacking, (seconds) =>
    runOpenLoop({ send, requestsPerSecond, seconds, signal }),
  );
  const outcome = await attacking;
  const stall = await probe.stop();
  await sleep(restMs);
  const { growthBytes, peakGrowthBytes } = memory.stop();
  const failures = counted.failures + others.reduce((sum, { failed }) => sum + failed, 0);
  const p99Ms = Math.max(...others.map((part) => part.p99Ms));
  const isAlive = (await client.post(body)).status === 200;
  return {
    attack: attack.name,
    outcome,
    baselineP99Ms: baseline.p99Ms,
    p99Ms,
    failures,
    stall,
    growthBytes,
    peakGrowthBytes,
    isAlive,
    isMet:
      isAlive &&
      failures === 0 &&
      p99Ms <= limits.p99Ratio * baseline.p99Ms &&
      stall.processorMs <= limits.stallMs &&
      growthBytes <= limits.growthBytes,
  };
}

/** Repeats a load of five seconds until the attack is over. */
async function during(
  attacking: Promise<unknown>,
  load: (seconds: number) => Promise<OpenLoopResult>,
): Promise<OpenLoopResult[]> {
  const progress = { isOver: false };
  const end = (): void => {
    progress.isOver = true;
  };
  attacking.then(end, end);
  const parts: OpenLoopResult[] = [];
  do parts.push(await load(baselineSeconds));
  while (!progress.isOver);
  return parts;
}

function watchMemory(pid: number): { stop(): { growthBytes: number; peakGrowthBytes: number } } {
  const now = (): number => readProcessUsage(pid)?.rssBytes ?? Number.NaN;
  const before = now();
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, now());
  }, memoryIntervalMs);
  return {
    stop() {
      clearInterval(timer);
      return { growthBytes: now() - before, peakGrowthBytes: peak - before };
    },
  };
}
