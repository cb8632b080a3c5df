import { createGraphqlClient } from '../load/graphql-client.ts';
import { median } from '../load/quantile.ts';
import { runClosedLoop } from '../load/run-closed-loop.ts';
import { untilIdle } from '../processes/until-idle.ts';
import type { CheckedPeer, Run, Session } from './create-session.ts';
import { connections } from './measure-throughput.ts';

export interface ProcessorOptions {
  readonly processorRounds: number;
  readonly processorRequests: number;
  readonly processorWarmUpRequests: number;
}

/** Processor time of all threads of a peer for one request. */
export interface ProcessorRow {
  readonly peer: string;
  /** The median over the rounds. */
  readonly cpuMs: number;
  readonly least: number;
  readonly most: number;
  /**
   * The first peer's time as a share of this one's, the median over the rounds: its relative rate on one core of its
   * own.
   */
  readonly ofFirst: number;
}

/**
 * Rounds of a fixed number of requests, each peer once a round. A rate depends on the share of the core that a peer
 * got; processor time for each request is comparable on a busy machine, too. NaN without /proc.
 */
export async function measureProcessor(
  run: Run,
  session: Session,
  running: readonly CheckedPeer[],
  { processorRounds, processorRequests, processorWarmUpRequests }: ProcessorOptions,
): Promise<ProcessorRow[]> {
  for (const peer of running) await cpuMsOfRound(run, session, peer, processorWarmUpRequests);
  const rounds: number[][] = [];
  for (let round = 1; round <= processorRounds; round += 1) {
    const times: number[] = [];
    for (const peer of running) times.push(await cpuMsOfRound(run, session, peer, processorRequests));
    rounds.push(times);
    run.say(`${session.workload.name}: round ${round}, ms: ${times.map((ms) => ms.toFixed(3)).join(' ')}`);
  }
  return running.map(({ name }, index) => {
    const times = rounds.map((row) => row[index] ?? Number.NaN);
    return {
      peer: name,
      cpuMs: median(times),
      least: Math.min(...times),
      most: Math.max(...times),
      ofFirst: median(
        rounds.map(([first = Number.NaN, ...row]) => first / ([first, ...row][index] ?? Number.NaN)),
      ),
    };
  });
}

async function cpuMsOfRound(
  { signal }: Run,
  { body }: Session,
  peer: CheckedPeer,
  count: number,
): Promise<number> {
  const client = createGraphqlClient(peer.url, connections);
  try {
    const before = peer.usage();
    const send = async (): Promise<void> => {
      const { status } = await client.post(body);
      if (status !== 200) throw new Error(`${peer.name} responded with ${status}`);
    };
    await runClosedLoop({ send, count, senders: connections, signal });
    await untilIdle(peer, signal);
    const after = peer.usage();
    return before && after ? (after.cpuMs - before.cpuMs) / count : Number.NaN;
  } finally {
    await client.close();
  }
}
