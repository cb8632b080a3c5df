import { parseStartArguments } from '../arguments.ts';
import { createLauncher, type LauncherOptions } from './launcher.ts';
import { startAll } from './start-all.ts';

/**
 * The launcher as a program: reads the command line, ends everything on Ctrl-C and SIGTERM, exits with 1 on failure.
 */
export async function run(bffScript: (name: string) => URL, options?: LauncherOptions): Promise<void> {
  const launcher = createLauncher(options);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (!launcher.isClosing()) void launcher.close();
    });
  }
  try {
    await startAll(launcher, parseStartArguments(process.argv.slice(2)), bffScript);
  } catch (error) {
    if (launcher.isClosing()) return;
    await launcher.close();
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
