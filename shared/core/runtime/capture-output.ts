import { format } from 'node:util';
import { type LibraryOutput, libraryOutput } from '../channels.ts';

const levels: Readonly<
  Record<'debug' | 'log' | 'info' | 'warn' | 'error' | 'trace', LibraryOutput['level']>
> = {
  debug: 'debug',
  trace: 'debug',
  log: 'info',
  info: 'info',
  warn: 'warn',
  error: 'error',
};

const maxLength = 2000;

/** Passes the console output of libraries in this thread to `tell`. */
export function captureConsole(report: (output: LibraryOutput) => void): void {
  for (const [method, level] of Object.entries(levels))
    Reflect.set(globalThis.console, method, (...args: readonly unknown[]) =>
      report({
        level,
        text: format(...args)
          .trimEnd()
          .slice(0, maxLength),
      }),
    );
}

/**
 * Publishes the console output of libraries and the warnings of Node on the channel: standard output is for log lines only.
 * For server processes.
 */
export function captureOutput(): void {
  captureConsole(publishOutput);
  // Node's default listener writes to standard error.
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) =>
    publishOutput({ level: 'warn', text: `${name}: ${message}`.slice(0, maxLength) }),
  );
}

/** Writes to standard error as long as no log subscribes. */
export function publishOutput(output: LibraryOutput): void {
  if (libraryOutput.hasListeners()) libraryOutput.publish(output);
  else process.stderr.write(`${output.text}\n`);
}
