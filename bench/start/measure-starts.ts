import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { median } from '../load/quantile.ts';
import { upstreamVariables } from '../peers/frontage-peer.ts';
import { type Child, createChild } from '../processes/child.ts';
import { type Cores, pinned } from '../processes/cores.ts';
import { findFreePort } from '../processes/free-port.ts';
import { readProcessUsage } from '../processes/process-usage.ts';
import { projectRoot } from '../project-root.ts';
import { createSilentEstate } from './silent-estate.ts';
import { buildStartSubjects, type EngineName, type StartSubject } from './start-subject.ts';

/** Medians over the rounds. Processor times are of all threads of the process. */
export interface StartFigure {
  readonly subject: string;
  readonly engine: EngineName;
  readonly supergraphBytes: number;
  readonly compositionMs: number;
  /** Processor time until `/readyz` responds with 200. */
  readonly cpuMs: number;
  readonly readyMs: number;
  /** Resident memory at that moment. */
  readonly rssBytes: number;
  /** Duration and processor time of the first operation: it is planned, and the code is cold. */
  readonly firstMs: number;
  readonly firstCpuMs: number;
}

export interface StartRun {
  readonly cores: Cores | undefined;
  readonly directory: string;
  readonly signal: AbortSignal;
  readonly rounds: number;
  readonly say: (line: string) => void;
}

type Round = Pick<StartFigure, 'cpuMs' | 'readyMs' | 'rssBytes' | 'firstMs' | 'firstCpuMs'>;

const pollMs = 20;
const startTimeoutMs = 120_000;
const harbourUpstreams = [
  ...['catalog', 'inventory', 'reviews', 'media', 'accounts', 'orders'],
  ...['pricing', 'search', 'recommendations', 'carrier', 'identity'],
];

/** Starts `frontage serve` for each graph and engine in turn, round after round. */
export async function measureStarts(run: StartRun): Promise<StartFigure[]> {
  const estate = await createSilentEstate();
  try {
    const subjects = buildStartSubjects(run.directory, estate.url);
    const cases = subjects.flatMap((subject) =>
      subject.engines.map((engine) => ({ subject, engine, rounds: [] as Round[] })),
    );
    for (let round = 0; round < run.rounds; round += 1)
      for (const { subject, engine, rounds } of cases) {
        run.say(`${subject.name}, ${engine}, round ${round + 1}`);
        rounds.push(await measureStart(subject, engine, estate.url, run));
      }
    return cases.map(({ subject, engine, rounds }) => ({
      subject: subject.name,
      engine,
      supergraphBytes: subject.supergraphBytes,
      compositionMs: subject.compositionMs,
      cpuMs: middle(rounds, 'cpuMs'),
      readyMs: middle(rounds, 'readyMs'),
      rssBytes: middle(rounds, 'rssBytes'),
      firstMs: middle(rounds, 'firstMs'),
      firstCpuMs: middle(rounds, 'firstCpuMs'),
    }));
  } finally {
    await estate.close();
  }
}

async function measureStart(
  { settings, query, variables }: StartSubject,
  engine: EngineName,
  upstreamUrl: string,
  { cores, directory, signal }: StartRun,
): Promise<Round> {
  const config = join(directory, 'start.yaml');
  const common = {
    engine,
    logs: { level: 'error' },
    shutdown: { delay: '0s' },
    planTimeout: '60s',
  };
  // Settings are YAML, of which JSON is a subset.
  writeFileSync(config, JSON.stringify({ ...common, admin: { port: await findFreePort() }, ...settings }));
  const port = await findFreePort();
  const startMs = performance.now();
  const child = await createChild({
    command: pinned(cores?.peer, [
      process.execPath,
      join(projectRoot, 'bin/frontage.js'),
      'serve',
      ...['--config', config, '--port', String(port)],
    ]),
    cwd: projectRoot,
    environment: {
      NODE_ENV: 'production',
      ...upstreamVariables(Object.fromEntries(harbourUpstreams.map((name) => [name, upstreamUrl]))),
    },
  });
  try {
    const url = `http://127.0.0.1:${port}`;
    await untilReady(`${url}/readyz`, child, signal);
    const readyMs = performance.now() - startMs;
    const ready = usageOf(child);
    const firstStartMs = performance.now();
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
      signal,
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`the first operation got ${response.status}: ${text.slice(0, 500)}`);
    const firstMs = performance.now() - firstStartMs;
    return {
      readyMs,
      cpuMs: ready.cpuMs,
      rssBytes: ready.rssBytes,
      firstMs,
      firstCpuMs: usageOf(child).cpuMs - ready.cpuMs,
    };
  } finally {
    await child.close();
  }
}

function usageOf(child: Child): { readonly cpuMs: number; readonly rssBytes: number } {
  const usage = readProcessUsage(child.pid);
  if (usage === undefined) throw new Error(`no usage of the process: ${child.output()}`);
  return usage;
}

async function untilReady(url: string, child: Child, signal: AbortSignal): Promise<void> {
  const endMs = performance.now() + startTimeoutMs;
  while (!(await isReady(url))) {
    signal.throwIfAborted();
    if (child.hasEnded) throw new Error(`ended at start: ${child.output().trim() || 'without output'}`);
    if (performance.now() > endMs) throw new Error(`was not ready within ${startTimeoutMs} ms`);
    await sleep(pollMs, undefined, { signal });
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.status === 200;
  } catch (error) {
    // Nothing listens yet; `fetch` throws a TypeError for every failure of the connection.
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function middle(rounds: readonly Round[], name: keyof Round): number {
  return median(rounds.map((round) => round[name]));
}
