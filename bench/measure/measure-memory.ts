import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGraphqlClient } from '../load/graphql-client.ts';
import { runClosedLoop } from '../load/run-closed-loop.ts';
import type { Peer } from '../peers/peer.ts';
import { type CheckedPeer, isLeftOut, type PeerProbe, type Run, type Session } from './create-session.ts';

/** After a full garbage collection. */
export interface MemoryReading {
  readonly requests: number;
  readonly heapBytes: number;
  readonly rssBytes: number;
}

export interface MemoryRow {
  readonly peer: string;
  readonly readings: readonly MemoryReading[];
  /** Heap at the last reading as a multiple of the first. */
  readonly heapGrowth: number;
}

const senders = 32;
const readingTimeoutMs = 10_000;
const pollMs = 20;

/** Starts each peer in a new process with a probe; `atRequests` must ascend. */
export async function measureMemory(
  run: Run,
  session: Session,
  peers: readonly Peer[],
  atRequests: readonly number[],
): Promise<MemoryRow[]> {
  const { file, ...probe } = memoryProbe(run.directory);
  const rows: MemoryRow[] = [];
  for (const peer of peers) {
    const started = await session.start(peer, probe);
    if (isLeftOut(started)) continue;
    run.say(`memory: ${peer.name}, ${atRequests.at(-1)} requests`);
    const readings = await takeReadings(run, session, started, file, atRequests);
    await started.close();
    const [first, last] = [readings.at(0), readings.at(-1)];
    rows.push({ peer: peer.name, readings, heapGrowth: (last?.heapBytes ?? 0) / (first?.heapBytes ?? 0) });
  }
  return rows;
}

/** The start command of a process whose memory is read from `file`. */
export function memoryProbe(directory: string): PeerProbe & { readonly file: string } {
  const file = join(directory, 'memory.json');
  return {
    nodeArgs: ['--expose-gc', '--import', new URL('../peers/memory-probe.js', import.meta.url).href],
    environment: { BENCH_MEMORY_FILE: file },
    file,
  };
}

async function takeReadings(
  { signal }: Run,
  { body }: Session,
  { url, pid }: CheckedPeer,
  file: string,
  atRequests: readonly number[],
): Promise<MemoryReading[]> {
  const client = createGraphqlClient(url, senders);
  const send = async (): Promise<void> => {
    const { status } = await client.post(body);
    if (status !== 200) throw new Error(`status ${status} while memory was measured`);
  };
  const readings: MemoryReading[] = [];
  let sent = 0;
  try {
    for (const requests of atRequests) {
      await runClosedLoop({ send, count: requests - sent, senders, signal });
      sent = requests;
      readings.push({ requests, ...(await readMemory(pid, file)) });
    }
    return readings;
  } finally {
    await client.close();
  }
}

export async function readMemory(pid: number, file: string): Promise<Omit<MemoryReading, 'requests'>> {
  process.kill(pid, 'SIGUSR2');
  const endMs = performance.now() + readingTimeoutMs;
  while (!existsSync(file)) {
    if (performance.now() > endMs) throw new Error('the memory probe does not respond');
    await sleep(pollMs);
  }
  const { heapUsed, rss }: NodeJS.MemoryUsage = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(file);
  return { heapBytes: heapUsed, rssBytes: rss };
}
