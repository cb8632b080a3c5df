import { type Bff, startBff } from './bff.ts';
import { defaultSettings, loadSettings, type SettingsOverrides } from './config/load-settings.ts';
import { StartError } from './core/start-error.ts';

/** Where a process's settings come from: a file, or the command line alone. */
export interface RunOptions {
  /** Path of a settings file, relative to the working directory. */
  readonly settingsFile?: string | undefined;
  readonly overrides?: SettingsOverrides | undefined;
}

/**
 * The whole life of a BFF process: starts, serves until SIGTERM or SIGINT, drains, ends. Wrong input ends the process
 * with one line a problem on standard error and exit code 1; a second signal ends it at once. SIGHUP reads the graph again.
 */
export async function runBff({ settingsFile, overrides = {} }: RunOptions): Promise<void> {
  try {
    const settings =
      settingsFile === undefined ? defaultSettings(overrides) : loadSettings(settingsFile, overrides);
    let bff: Bff | undefined;
    // Without a listener, and so before the start is over, it would end the process.
    process.on('SIGHUP', () => void bff?.reload());
    bff = await startBff(settings);
    endOnSignal(bff);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    process.stderr.write(`${error.withFile(settingsFile).message}\n`);
    process.exitCode = 1;
  }
}

function endOnSignal(bff: Bff): void {
  let isEnding = false;
  const end = (): void => {
    if (isEnding) process.exit(1);
    isEnding = true;
    bff.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`could not end cleanly: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  // A launcher that was killed cannot send a signal any more; its end closes the channel to its children.
  if (process.connected) process.on('disconnect', end);
}
