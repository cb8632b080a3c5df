/**
 * Services of the estate are killed under load and restarted: `npm run demo:outage [-- --separate] [--port-offset N]`.
 * Prints the outcome for each client, and exits with 1 if a promise was broken.
 */
import { parseStartArguments } from './arguments.ts';
import { CONTROL_PORT } from './harbour.ts';
import { createLauncher, type Launcher } from './launcher/launcher.ts';
import { BFF_PORTS } from './launcher/settings.ts';
import { startAll } from './launcher/start-all.ts';
import { createGraphqlSender, type GraphqlSender } from './load/graphql-sender.ts';
import { type ArrivalLog, createArrivalLog } from './outage/arrival-log.ts';
import { findBrokenPromises } from './outage/broken-promises.ts';
import { createEstateControls } from './outage/estate-controls.ts';
import { PHASE_HEAD, phaseRow } from './outage/phase.ts';
import { type OutageResult, runOutage, VICTIMS } from './outage/run-outage.ts';
import { readShownScreens } from './outage/shown-screens.ts';
import { printTable } from './print-table.ts';

// Next to an estate that runs on the usual ports.
const PORT_OFFSET = '3000';
const REQUESTS_PER_SECOND = 5;
const PHASE_MS = 6_000;
/** The share of due requests that must be completed; below it, the load was not the promised one. */
const ENOUGH = 0.9;
const BFFS = new URL('../../bffs/', import.meta.url);
const CLIENTS = ['web', 'mobile', 'tv', 'partner'] as const;

async function demonstrate(launcher: Launcher): Promise<void> {
  const args = parseStartArguments(['--port-offset', PORT_OFFSET, ...process.argv.slice(2)]);
  await startAll(launcher, args, (name) => new URL(`../bffs/${name}/main.js`, import.meta.url));
  const controls = createEstateControls(`http://127.0.0.1:${CONTROL_PORT + args.portOffset}`, args.separate);
  const arrivals = createArrivalLog(VICTIMS, controls);
  const sender = (name: keyof typeof BFF_PORTS): GraphqlSender =>
    createGraphqlSender(`http://127.0.0.1:${BFF_PORTS[name] + args.portOffset}/graphql`);
  const senders = {
    web: sender('web'),
    mobile: sender('mobile'),
    tv: sender('tv'),
    partner: sender('partner'),
  };
  try {
    const screens = readShownScreens(BFFS);
    const count = screens.length * REQUESTS_PER_SECOND;
    print(`\n${screens.length} screens, ${REQUESTS_PER_SECOND} requests per second each (${count} in all)`);
    const result = await runOutage({
      screens,
      senders,
      controls,
      arrivals,
      requestsPerSecond: REQUESTS_PER_SECOND,
      phaseMs: PHASE_MS,
      say: print,
    });
    printResult(result, arrivals);
    const expected = (count * result.phases.reduce((sum, one) => sum + one.endMs - one.startMs, 0)) / 1000;
    const completed = result.phases.reduce((sum, { responses }) => sum + responses.length, 0);
    if (completed < expected * ENOUGH) {
      print(
        `\nThis machine is too busy: ${completed} of ${expected.toFixed(0)} due requests were completed.`,
      );
    }
    const broken = findBrokenPromises(result, arrivals);
    print(broken.length === 0 ? '\nEvery promise was kept.' : `\nBroken:\n${broken.join('\n')}`);
    if (broken.length > 0) process.exitCode = 1;
  } finally {
    await Promise.all(Object.values(senders).map((one) => one.close()));
  }
}

function printResult({ phases, recoveries }: OutageResult, arrivals: ArrivalLog): void {
  print('\nOutcome for each client');
  printTable([PHASE_HEAD, ...phases.flatMap((phase) => CLIENTS.map((client) => phaseRow(phase, client)))]);
  print('\nCalls per second that arrived at a service, and the maximum in any second');
  printTable([
    ['PHASE', ...VICTIMS.flatMap((service) => [service.toUpperCase(), 'MOST'])],
    ...phases.map(({ name, startMs, endMs }) => [
      name,
      ...VICTIMS.flatMap((service) => [
        arrivals.rate(service, startMs, endMs).toFixed(1),
        String(arrivals.peak(service, startMs, endMs)),
      ]),
    ]),
  ]);
  print('\nFrom the restart of a service to the first complete response');
  printTable([
    ['SERVICE', 'CLIENT', 'MS', 'ANNOUNCED'],
    ...recoveries.map(({ service, client, tookMs, announcedMs }) => [
      service,
      client,
      tookMs.toFixed(0),
      announcedMs === undefined ? '-' : announcedMs.toFixed(0),
    ]),
  ]);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const launcher = createLauncher();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    process.exitCode = 1;
    launcher.close().then(() => process.exit());
  });
}
try {
  await demonstrate(launcher);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await launcher.close();
}
