/** `npm run bench -- [--quick] [--faults] [--attacks] [--wire] [--views] [--start] [--plan] [--workload 1,2] [--peers a,b] [--only …]`; see README.md. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseBenchArguments } from './arguments.ts';
import { measureAttacks } from './attacks/measure-attacks.ts';
import { measureFaults } from './faults/measure-faults.ts';
import { findLoadGenerator } from './load/find-load-generator.ts';
import type { Run } from './measure/create-session.ts';
import { type Extent, measureWorkload } from './measure/measure-workload.ts';
import { peers } from './peers/peers.ts';
import { measurePlans, type PlanExtent } from './plan/measure-plans.ts';
import { findCores, pinSelf } from './processes/cores.ts';
import { projectRoot } from './project-root.ts';
import { formatAttacks } from './report/format-attacks.ts';
import { formatFaults } from './report/format-faults.ts';
import { formatPlans } from './report/format-plans.ts';
import { formatMachine, formatWorkload } from './report/format-results.ts';
import { formatStarts } from './report/format-starts.ts';
import { formatViews } from './report/format-views.ts';
import { formatWire } from './report/format-wire.ts';
import { readMachine } from './report/read-machine.ts';
import type { Results, WorkloadResults } from './report/results.ts';
import { measureStarts } from './start/measure-starts.ts';
import { measureViews } from './views/measure-views.ts';
import type { ViewExtent } from './views/view-run.ts';
import { measureWire } from './wire/measure-wire.ts';

const full = {
  rounds: 3,
  seconds: 3,
  // A JIT compiler needs seconds until the code reaches its final speed.
  warmUpSeconds: 10,
  missCount: 100,
  latencyRounds: 5,
  latencySeconds: 2,
  memoryAtRequests: [20_000, 200_000],
  processorRounds: 15,
  processorRequests: 500,
  processorWarmUpRequests: 3000,
};
const quick = { ...full, rounds: 2, warmUpSeconds: 4, missCount: 30, latencyRounds: 3, processorRounds: 7 };

const fullViews: ViewExtent = { rounds: 80, requests: 64, warmUpRequests: 2000, rateSeconds: 3 };
const quickViews: ViewExtent = { rounds: 30, requests: 48, warmUpRequests: 1000, rateSeconds: 1 };

const fullPlans: PlanExtent = { repetitions: 500, budgetMs: 3000, limitMs: 120_000 };
const quickPlans: PlanExtent = { repetitions: 100, budgetMs: 500, limitMs: 60_000 };

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => interruption.abort(new Error(`interrupted by ${signal}`)));
}

async function main(directory: string): Promise<void> {
  const names = peers.map(({ name }) => name);
  const {
    isQuick,
    isFaults,
    isAttacks,
    isWire,
    isViews,
    isStart,
    isPlan,
    workloads,
    peers: selected,
    only,
  } = parseBenchArguments(process.argv.slice(2), names);
  const cores = findCores();
  if (cores !== undefined) pinSelf(cores.load);
  if (isWire) {
    const wire = await measureWire();
    print(formatWire(wire));
    print(`\nwritten to ${writeResults({ machine: readMachine('none', cores), workloads: [], wire })}`);
    return;
  }
  if (isAttacks) {
    const { signal } = interruption;
    const attacks = await measureAttacks({ cores, directory, signal }, say);
    print(formatAttacks(attacks));
    print(`\nwritten to ${writeResults({ machine: readMachine('none', cores), workloads: [], attacks })}`);
    if (attacks.some(({ isMet }) => !isMet)) process.exitCode = 1;
    return;
  }
  if (isStart) {
    const { signal } = interruption;
    const rounds = isQuick ? 1 : full.rounds;
    const starts = await measureStarts({ cores, directory, signal, rounds, say });
    print(formatStarts(starts));
    print(`\nwritten to ${writeResults({ machine: readMachine('none', cores), workloads: [], starts })}`);
    return;
  }
  if (isPlan) {
    const plans = await measurePlans(isQuick ? quickPlans : fullPlans, say, interruption.signal);
    print(formatPlans(plans));
    print(`\nwritten to ${writeResults({ machine: readMachine('none', cores), workloads: [], plans })}`);
    return;
  }
  const generator = findLoadGenerator();
  const machine = readMachine(generator.name, cores);
  print(formatMachine(machine));
  if (isFaults) {
    const { signal } = interruption;
    const faults = await measureFaults({ cores, directory, signal }, say);
    print(formatFaults(faults));
    print(`\nwritten to ${writeResults({ machine, workloads: [], faults })}`);
    if (faults.some(({ isMet }) => isMet === false)) process.exitCode = 1;
    return;
  }
  if (isViews) {
    const extent = isQuick ? quickViews : fullViews;
    const { signal } = interruption;
    const hasWrk = generator.name === 'wrk';
    const views = await measureViews({ cores, directory, signal, hasWrk, extent, say });
    print(formatViews(views));
    print(`\nwritten to ${writeResults({ machine, workloads: [], views })}`);
    if (views.figures.some(({ isMet }) => isMet === false)) process.exitCode = 1;
    return;
  }
  const run: Run = {
    peers: peers.filter(({ name }) => selected.includes(name)),
    cores,
    generator,
    directory,
    signal: interruption.signal,
    say,
  };
  for (const { name, about } of run.peers) print(`${name}: ${about}`);
  const extent: Extent = { ...(isQuick ? quick : full), only };
  const results: WorkloadResults[] = [];
  for (const name of workloads) {
    const result = await measureWorkload(name, run, extent);
    print(formatWorkload(result));
    results.push(result);
  }
  print(`\nwritten to ${writeResults({ machine, workloads: results })}`);
  if (results.some(({ leftOut }) => leftOut.some(({ verdict }) => verdict === 'WRONG'))) process.exitCode = 1;
}

function writeResults(results: Results): string {
  const folder = join(projectRoot, 'bench/results');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${results.machine.date.replaceAll(':', '-')}.json`);
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  return file;
}

/** Progress for the user. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

const directory = mkdtempSync(join(tmpdir(), 'frontage-bench-'));
try {
  await main(directory);
} catch (error) {
  const { aborted, reason } = interruption.signal;
  const shown = error instanceof Error && !aborted ? error.stack : String(aborted ? reason : error);
  process.stderr.write(`${shown}\n`);
  process.exitCode = 1;
} finally {
  rmSync(directory, { recursive: true, force: true });
}
