import { median, quantile } from '../load/quantile.ts';
import { runClosedLoop } from '../load/run-closed-loop.ts';
import { readProcessorMs } from '../processes/process-usage.ts';
import type { Contender } from './contender.ts';
import { type ContenderClient, createContenderClient } from './contender-client.ts';
import { measureRate } from './measure-rate.ts';
import type { ViewRun } from './view-run.ts';

/** The cost of a request of a contender. */
export interface Comparison {
  readonly name: string;
  /** Processor time of all threads for one request, the median over the rounds. */
  readonly cpuMs: number;
  /** As a multiple of the first contender's in the same round: the median over the rounds, and the quartiles. */
  readonly ofFirst: number;
  readonly ofFirstLower: number;
  readonly ofFirstUpper: number;
  /** Undefined without `wrk`. */
  readonly requestsPerSecond: number | undefined;
}

/** Fewer than for the rates: more would only wait. */
const connections = 8;

/**
 * Many short rounds of a fixed number of requests, each contender once a round, in alternating order: disturbances of
 * the machine affect all of them. Processor time excludes that of other programs.
 */
export async function compareContenders(
  subject: string,
  contenders: readonly Contender[],
  run: ViewRun,
): Promise<Comparison[]> {
  const clients = new Map(
    contenders.map((contender) => [contender, createContenderClient(contender, connections)]),
  );
  let times: number[][];
  try {
    times = await takeTimes(clients, run);
  } finally {
    await Promise.all(Array.from(clients.values(), (client) => client.close()));
  }
  const rates: number[] = [];
  if (run.hasWrk) for (const contender of contenders) rates.push(await measureRate(contender, run));
  const [first = []] = times;
  return contenders.map(({ name }, index) => {
    const own = times[index] ?? [];
    const ratios = own.map((ms, round) => ms / (first[round] ?? Number.NaN));
    const comparison = {
      name,
      cpuMs: median(own),
      ofFirst: median(ratios),
      ofFirstLower: quantile(ratios, 0.25),
      ofFirstUpper: quantile(ratios, 0.75),
      requestsPerSecond: rates[index],
    };
    run.say(`${subject}: ${name}: ${comparison.cpuMs.toFixed(3)} ms, ${comparison.ofFirst.toFixed(3)}`);
    return comparison;
  });
}

interface Entry {
  readonly contender: Contender;
  readonly client: ContenderClient;
  readonly times: number[];
}

/** By contender, then by round. */
async function takeTimes(
  clients: ReadonlyMap<Contender, ContenderClient>,
  { extent, signal }: ViewRun,
): Promise<number[][]> {
  const { rounds, requests, warmUpRequests } = extent;
  const entries = [...clients].map(([contender, client]): Entry => ({ contender, client, times: [] }));
  for (const { contender, client } of entries) await cpuMsOf(contender, client, warmUpRequests, signal);
  for (let round = 0; round < rounds; round += 1) {
    for (const { contender, client, times } of round % 2 === 0 ? entries : entries.toReversed())
      times.push(await cpuMsOf(contender, client, requests, signal));
  }
  return entries.map(({ times }) => times);
}

async function cpuMsOf(
  { peer, times = 1 }: Contender,
  { send }: ContenderClient,
  requests: number,
  signal: AbortSignal,
): Promise<number> {
  const count = requests * times;
  const before = readProcessorMs(peer.pid);
  await runClosedLoop({ send, count, senders: connections, signal });
  return (readProcessorMs(peer.pid) - before) / count;
}
