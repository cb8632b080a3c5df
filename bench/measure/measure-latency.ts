import { createGraphqlClient } from '../load/graphql-client.ts';
import { type OpenLoopResult, runOpenLoop } from '../load/run-open-loop.ts';
import { createFloorCalls } from '../peers/floor-calls.ts';
import type { CheckedPeer, Run, Session } from './create-session.ts';
import { runRound } from './measure-throughput.ts';

export interface LatencyRow {
  readonly peer: string;
  /** Share of the peer's own peak, 0 to 1. */
  readonly load: number;
  readonly requestsPerSecond: number;
  readonly through: OpenLoopResult;
  /** The upstream calls alone, one after the other as they depend on each other, at the same rate. */
  readonly upstream: OpenLoopResult;
  readonly addedP50Ms: number;
  readonly addedP99Ms: number;
}

const loads = [0.3, 0.7];
const connections = 128;
const warmUpSeconds = 1;

/** What a peer adds to the time of the upstreams, at shares of the most that it can do. */
export async function measureLatency(
  run: Run,
  session: Session,
  running: readonly CheckedPeer[],
  seconds: number,
): Promise<LatencyRow[]> {
  const { workload, upstream, body } = session;
  const floor = createFloorCalls(workload.kind === 'graph' ? workload.floorWaves : [], upstream.urls);
  const rows: LatencyRow[] = [];
  try {
    for (const peer of running) {
      await runRound(run, session, peer, seconds);
      const peak = (await runRound(run, session, peer, seconds)).requestsPerSecond;
      for (const load of loads) {
        const schedule = { requestsPerSecond: peak * load, seconds, signal: run.signal };
        const through = await throughPeer(peer, body, schedule);
        const alone = await runOpenLoop({ ...schedule, send: floor.make });
        rows.push(toRow(peer.name, load, schedule.requestsPerSecond, through, alone));
        run.say(
          `${workload.name}: latency at ${load * 100} %, ${peer.name}: p50 ${through.p50Ms.toFixed(2)} ms`,
        );
      }
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
    // Connections are opened, and found in need of more of them, before it counts.
    await runOpenLoop({ ...schedule, seconds: warmUpSeconds, send });
    return await runOpenLoop({ ...schedule, send });
  } finally {
    await client.close();
  }
}

function toRow(
  peer: string,
  load: number,
  requestsPerSecond: number,
  through: OpenLoopResult,
  upstream: OpenLoopResult,
): LatencyRow {
  return {
    peer,
    load,
    requestsPerSecond,
    through,
    upstream,
    addedP50Ms: through.p50Ms - upstream.p50Ms,
    addedP99Ms: through.p99Ms - upstream.p99Ms,
  };
}
