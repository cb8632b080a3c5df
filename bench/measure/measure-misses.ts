import { createGraphqlClient, requestBody } from '../load/graphql-client.ts';
import { median } from '../load/quantile.ts';
import { runClosedLoop } from '../load/run-closed-loop.ts';
import type { CheckedPeer, Run, Session } from './create-session.ts';

/** Medians over sequential requests. */
export interface MissRow {
  readonly peer: string;
  /** The same operation each time. */
  readonly knownMs: number;
  /** An operation that is new to the peer. */
  readonly unknownMs: number;
  /** The added time to parse, validate and plan an operation. */
  readonly costMs: number;
}

const warmUpCount = 20;

/** `count`: requests of each kind. */
export async function measureMisses(
  run: Run,
  { workload, body }: Session,
  running: readonly CheckedPeer[],
  count: number,
): Promise<MissRow[]> {
  const rows: MissRow[] = [];
  for (const peer of running) {
    const client = createGraphqlClient(peer.url, 1);
    const send = async (text: string): Promise<void> => {
      const { status } = await client.post(text);
      if (status !== 200) throw new Error(`${peer.name} responded with ${status} to a valid operation`);
    };
    const unique = (index: number): string =>
      requestBody({ ...workload.operation, query: withUniqueField(workload.operation.query, index) });
    const sequential = { senders: 1, signal: run.signal };
    try {
      await runClosedLoop({ ...sequential, count: warmUpCount, send: (index) => send(unique(index)) });
      const known = await runClosedLoop({ ...sequential, count, send: () => send(body) });
      const unknown = await runClosedLoop({
        ...sequential,
        count,
        send: (index) => send(unique(warmUpCount + index)),
      });
      const [knownMs, unknownMs] = [median(known), median(unknown)];
      rows.push({ peer: peer.name, knownMs, unknownMs, costMs: unknownMs - knownMs });
      run.say(`${workload.name}: plan-cache miss, ${peer.name}: ${(unknownMs - knownMs).toFixed(1)} ms`);
    } finally {
      await client.close();
    }
  }
  return rows;
}

/** Another alias at the root, of a field that needs no upstream: the operation is new, its upstream calls are not. */
export function withUniqueField(query: string, index: number): string {
  return query.replace(/\}\s*$/, ` unique${index}: __typename }`);
}
