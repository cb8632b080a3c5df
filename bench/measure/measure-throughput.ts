import { median } from '../load/quantile.ts';
import { untilIdle } from '../processes/until-idle.ts';
import type { CheckedPeer, Run, Session } from './create-session.ts';

export interface ThroughputOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

/** Medians over the rounds. */
export interface ThroughputRow {
  readonly peer: string;
  readonly requestsPerSecond: number;
  readonly slowest: number;
  readonly fastest: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** For one request that is alone. */
  readonly upstreamCalls: number;
  /** For each started request under this load: fewer if requests share calls. */
  readonly upstreamCallsUnderLoad: number;
  /** Share of its core, 0 to 1: well below 1 the peer was not the bottleneck. Undefined without /proc. */
  readonly busy: number | undefined;
  /** Sum of all rounds. */
  readonly failures: number;
}

interface Round {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly callsPerRequest: number;
  readonly busy: number | undefined;
  readonly failures: number;
}

export const connections = 32;

/**
 * While others were measured, the caches of the processor lost a process's data and V8 shrank its young generation; it
 * takes seconds until both have the state that they have under load.
 */
const leadSeconds = 4;

/** Every peer once a round, one after the other, so that disturbances of the machine affect all of them. */
export async function measureThroughput(
  run: Run,
  session: Session,
  running: readonly CheckedPeer[],
  options: ThroughputOptions,
): Promise<ThroughputRow[]> {
  for (const peer of running) await runRound(run, session, peer, options.warmUpSeconds);
  const rounds = new Map<CheckedPeer, Round[]>(running.map((peer) => [peer, []]));
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const [peer, results] of rounds) {
      await runRound(run, session, peer, leadSeconds);
      const result = await runRound(run, session, peer, options.seconds);
      results.push(result);
      run.say(
        `${session.workload.name}: round ${round}, ${peer.name}: ${result.requestsPerSecond.toFixed(0)}/s`,
      );
    }
  }
  return Array.from(rounds, ([peer, results]) => summarize(peer, results));
}

/** Loads one peer for some time; the peer is idle when this resolves. */
export async function runRound(
  { generator, signal, directory }: Run,
  { upstream, body }: Session,
  peer: CheckedPeer,
  seconds: number,
): Promise<Round> {
  await upstream.readCounts();
  const [before, startMs] = [peer.usage(), performance.now()];
  const load = await generator.run({ url: peer.url, body, seconds, connections, directory }, signal);
  const [after, elapsedMs] = [peer.usage(), performance.now() - startMs];
  const { calls } = await upstream.readCounts();
  await untilIdle(peer, signal);
  return {
    ...load,
    // At the end of a round every connection has one request whose response does not arrive any more.
    callsPerRequest: calls / (load.requests + connections),
    busy: before && after && (after.cpuMs - before.cpuMs) / elapsedMs,
  };
}

function summarize({ name, upstreamCalls }: CheckedPeer, rounds: readonly Round[]): ThroughputRow {
  const rates = rounds.map(({ requestsPerSecond }) => requestsPerSecond);
  const busy = rounds.flatMap((round) => round.busy ?? []);
  return {
    peer: name,
    requestsPerSecond: median(rates),
    slowest: Math.min(...rates),
    fastest: Math.max(...rates),
    p50Ms: median(rounds.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(rounds.map(({ p99Ms }) => p99Ms)),
    upstreamCalls,
    upstreamCallsUnderLoad: median(rounds.map(({ callsPerRequest }) => callsPerRequest)),
    busy: busy.length > 0 ? median(busy) : undefined,
    failures: rounds.reduce((sum, { failures }) => sum + failures, 0),
  };
}
