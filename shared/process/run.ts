import cluster from 'node:cluster';
import { availableParallelism } from 'node:os';
import { locateProblems } from '../config/load/locate-problems.ts';
import { type SettingsSource, settingsSource } from '../config/load/settings-source.ts';
import { SettingsError } from '../config/load/usable-settings.ts';
import type { SettingsOverrides } from '../config/load-settings.ts';
import { captureOutput } from '../core/runtime/capture-output.ts';
import { StartError } from '../core/start-error.ts';
import { type Bff, startBff, withFurtherProblems } from '../runtime/start.ts';
import { startWorkers } from './cluster.ts';
import { createProcessLife, obeySignals, type ProcessLife } from './lifecycle.ts';
import { obeyPrimary } from './workers/obey-primary.ts';

/** The source of a process's settings: a file, or only the command line. */
export interface RunOptions {
  /** Path of a settings file, relative to the working directory. */
  readonly settingsFile?: string | undefined;
  readonly overrides?: SettingsOverrides | undefined;
}

/**
 * Runs a BFF process: starts, serves until SIGTERM or SIGINT, drains, exits. If the input is invalid, it writes one line
 * for each problem to standard error and exits with code 1. A second signal exits immediately. SIGHUP reloads everything.
 * If the settings have `workers`, it starts them, and they serve the requests.
 */
export async function runBff({ settingsFile, overrides = {} }: RunOptions): Promise<void> {
  const life = createProcessLife();
  captureOutput();
  try {
    const source = settingsSource(settingsFile, overrides);
    if (cluster.isWorker) await runWorker(source, life);
    else await runPrimary(source, life);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    const all = error instanceof SettingsError ? await withFurtherProblems(error) : error;
    process.stderr.write(`${locateProblems(all, settingsFile, overrides).message}\n`);
    process.exitCode = 1;
    // The channel to the primary would keep the worker alive.
    if (cluster.isWorker) process.exit();
  }
}

async function runPrimary(source: SettingsSource, life: ProcessLife): Promise<void> {
  const loaded = source.read();
  const { workers } = loaded.settings;
  const count = workers === 'auto' ? availableParallelism() : workers;
  // Before it reports that it listens: a supervisor may send a signal as soon as it reads that.
  obeySignals(life);
  if (count === 1) {
    begin(life, await startBff(loaded.settings, { source, files: loaded.files }));
    return;
  }
  const pool = await startWorkers(loaded.settings, count);
  life.begin({ ...pool, settings: () => loaded.settings });
  void pool.failed.then(() => life.end({ isDelayed: false, exitCode: 1 }));
}

async function runWorker(source: SettingsSource, life: ProcessLife): Promise<void> {
  let bff: Bff | undefined;
  obeyPrimary({
    status: () => bff?.status(),
    reload: life.reload,
    end: (isDelayed) => life.end({ isDelayed, exitCode: 0 }),
  });
  const { settings, files } = source.read();
  bff = await startBff(settings, { source, files, isWorker: true });
  begin(life, bff);
}

function begin(life: ProcessLife, bff: Bff): void {
  life.begin({
    settings: bff.settings,
    reload: () => void bff.reload(),
    close: (isDelayed) => bff.close(isDelayed ? bff.settings().shutdown.delay : 0),
    kill() {},
  });
}
