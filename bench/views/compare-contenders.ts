import { median } from '../load/quantile.ts';
import { runClosedLoop } from '../load/run-closed-loop.ts';
import { connections } from '../measure/measure-throughput.ts';
import { readProcessorMs } from '../processes/process-usage.ts';
import { untilIdle } from '../processes/until-idle.ts';
import type { Contender } from './contender.ts';
import { createContenderClient } from './contender-client.ts';
import { measureRate } from './measure-rate.ts';
import type { ViewRun } from './view-run.ts';

/** What a request of a contender takes. */
export interface Comparison {
  readonly name: string;
  /** Processor time of all threads for one request, the median over the rounds. */
  readonly cpuMs: number;
  /** As a multiple of the first contender's in the same round, the median over the rounds. */
  readonly ofFirst: number;
  readonly ofFirstLeast: number;
  readonly ofFirstMost: number;
  /** Undefined without `wrk`. */
  readonly requestsPerSecond: number | undefined;
}

/**
 * Rounds of exactly so many requests, each contender once a round, the order turned around each time: what disturbs the machine
 * disturbs all of them. Processor time does not count what other programs take.
 */
export async function compareContenders(
  subject: string,
  contenders: readonly Contender[],
  run: ViewRun,
): Promise<Comparison[]> {
  const { rounds, requests, warmUpRequests } = run.extent;
  for (const contender of contenders) await cpuMsOfRound(contender, warmUpRequests, run);
  const times = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]));
  for (let round = 1; round <= rounds; round += 1) {
    const order = round % 2 === 0 ? contenders.toReversed() : contenders;
    for (const contender of order) times.get(contender)?.push(await cpuMsOfRound(contender, requests, run));
    const shown = contenders.map((contender) => times.get(contender)?.at(-1)?.toFixed(3));
    run.say(`${subject}: round ${round}, ms: ${shown.join(' ')}`);
  }
  const rates = new Map<Contender, number>();
  if (run.hasWrk) for (const contender of contenders) rates.set(contender, await measureRate(contender, run));
  const [first = []] = times.values();
  return contenders.map((contender) => {
    const own = times.get(contender) ?? [];
    const ratios = own.map((ms, round) => ms / (first[round] ?? Number.NaN));
    return {
      name: contender.name,
      cpuMs: median(own),
      ofFirst: median(ratios),
      ofFirstLeast: Math.min(...ratios),
      ofFirstMost: Math.max(...ratios),
      requestsPerSecond: rates.get(contender),
    };
  });
}

async function cpuMsOfRound(contender: Contender, requests: number, { signal }: ViewRun): Promise<number> {
  const { peer, times = 1 } = contender;
  const count = requests * times;
  const client = createContenderClient(contender, connections);
  try {
    const before = readProcessorMs(peer.pid);
    await runClosedLoop({ send: client.send, count, senders: connections, signal });
    await untilIdle(peer, signal);
    return (readProcessorMs(peer.pid) - before) / count;
  } finally {
    await client.close();
  }
}
