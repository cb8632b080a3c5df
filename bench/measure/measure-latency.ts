import { createGraphqlClient } from '../load/graphql-client.ts';
import { median } from '../load/quantile.ts';
import { type OpenLoopResult, runOpenLoop } from '../load/run-open-loop.ts';
import { createFloorCalls } from '../peers/floor-calls.ts';
import type { CheckedPeer, Run, Session } from './create-session.ts';
import { runRound } from './measure-throughput.ts';

export interface LatencyOptions {
  readonly latencyRounds: number;
  readonly latencySeconds: number;
  readonly warmUpSeconds: number;
}

/** One peer at one load for some seconds. */
interface Window {
  readonly requestsPerSecond: number;
  readonly through: OpenLoopResult;
  /** The upstream calls alone, in the order of their dependencies, at the same rate. */
  readonly upstream: OpenLoopResult;
}

/** Medians over the rounds; `added` is the difference within a round. */
export interface LatencyRow {
  readonly peer: string;
  /** Share of the peer's own peak, 0 to 1. */
  readonly load: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly upstreamP50Ms: number;
  readonly upstreamP99Ms: number;
  readonly addedP50Ms: number;
  readonly addedP99Ms: number;
  readonly latenessP99Ms: number;
  /** Sum of all rounds. */
  readonly failed: number;
}

const loads = [0.3, 0.7];
const connections = 128;
/** Time for connections to be opened, and for the discovery that more are needed. */
const leadSeconds = 1;
const peakSeconds = 1;

/** The time that a peer adds to that of the upstreams, at shares of its peak in the preceding seconds. */
export async function measureLatency(
  run: Run,
  session: Session,
  running: readonly CheckedPeer[],
  { latencyRounds, latencySeconds: seconds, warmUpSeconds }: LatencyOptions,
): Promise<LatencyRow[]> {
  const { workload, upstream, body } = session;
  const floor = createFloorCalls(workload.kind === 'graph' ? workload.floorWaves : [], upstream.urls);
  const rows: LatencyRow[] = [];
  try {
    for (const peer of running) {
      await runRound(run, session, peer, warmUpSeconds);
      const windows = loads.map((load): { load: number; all: Window[] } => ({ load, all: [] }));
      for (let round = 1; round <= latencyRounds; round += 1) {
        for (const { load, all } of windows) {
          // Measured again each round: a shared machine is not always equally fast.
          const peak = (await runRound(run, session, peer, peakSeconds)).requestsPerSecond;
          const requestsPerSecond = peak * load;
          const schedule = { requestsPerSecond, seconds, signal: run.signal };
          const through = await throughPeer(peer, body, schedule);
          const alone = await runOpenLoop({ ...schedule, send: floor.make });
          all.push({ requestsPerSecond, through, upstream: alone });
          run.say(
            `${workload.name}: round ${round}, ${peer.name} at ${load * 100} %: p50 ${through.p50Ms.toFixed(2)} ms`,
          );
        }
      }
      for (const { load, all } of windows) rows.push(toRow(peer.name, load, all));
    }
    return rows;
  } finally {
    await floor.close();
  }
}

async function throughPeer(
  { url }: CheckedPeer,
  body: string,
  schedule: { readonly requestsPerSecond: number; readonly seconds: number; readonly signal: AbortSignal },
): Promise<OpenLoopResult> {
  const client = createGraphqlClient(url, connections);
  const send = async (): Promise<void> => {
    const { status } = await client.post(body);
    if (status !== 200) throw new Error(`status ${status}`);
  };
  try {
    await runOpenLoop({ ...schedule, seconds: leadSeconds, send });
    return await runOpenLoop({ ...schedule, send });
  } finally {
    await client.close();
  }
}

function toRow(peer: string, load: number, windows: readonly Window[]): LatencyRow {
  const medianOf = (read: (window: Window) => number): number => median(windows.map(read));
  return {
    peer,
    load,
    requestsPerSecond: medianOf(({ requestsPerSecond }) => requestsPerSecond),
    p50Ms: medianOf(({ through }) => through.p50Ms),
    p99Ms: medianOf(({ through }) => through.p99Ms),
    upstreamP50Ms: medianOf(({ upstream }) => upstream.p50Ms),
    upstreamP99Ms: medianOf(({ upstream }) => upstream.p99Ms),
    addedP50Ms: medianOf(({ through, upstream }) => through.p50Ms - upstream.p50Ms),
    addedP99Ms: medianOf(({ through, upstream }) => through.p99Ms - upstream.p99Ms),
    latenessP99Ms: medianOf(({ through }) => through.latenessP99Ms),
    failed: windows.reduce((sum, { through }) => sum + through.failed, 0),
  };
}
