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

/** From now on, `tell` gets what libraries write to the console of this thread. */
export function captureConsole(tell: (output: LibraryOutput) => void): void {
  for (const [method, level] of Object.entries(levels))
    Reflect.set(globalThis.console, method, (...args: readonly unknown[]) =>
      tell({
        level,
        text: format(...args)
          .trimEnd()
          .slice(0, maxLength),
      }),
    );
}

/**
 * From now on, what libraries write to the console, and warnings of Node, become messages of the channel: standard output
 * is for log lines alone. For processes that are servers.
 */
export function captureOutput(): void {
  captureConsole(publishOutput);
  // The listener that Node has by itself writes to standard error.
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) =>
    publishOutput({ level: 'warn', text: `${name}: ${message}`.slice(0, maxLength) }),
  );
}

/** To standard error as long as nobody keeps a log. */
export function publishOutput(output: LibraryOutput): void {
  if (libraryOutput.hasListeners()) libraryOutput.publish(output);
  else process.stderr.write(`${output.text}\n`);
}
