import type { Settings } from '../config/settings-schema.ts';
import { lifecycle } from '../core/channels.ts';

/** What a process runs. */
export interface Running {
  settings(): Settings;
  reload(): void;
  /** `isDelayed`: with the time that `shutdown.delay` says before it stops to take requests. */
  close(isDelayed: boolean): Promise<void>;
  /** Ends other processes that belong to this one. */
  kill(): void;
}

export interface EndOptions {
  readonly isDelayed: boolean;
  readonly exitCode: number;
}

export interface ProcessLife {
  begin(running: Running): void;
  reload(): void;
  /** Ends the process; the second time, at once and with exit code 1. */
  end(options: EndOptions): void;
}

/** How long after `shutdown.grace` the process may take to end. */
const patienceMs = 5000;
/** How long requests in flight may go on when nobody knows in which state the process is. */
const fatalGraceMs = 2000;

/**
 * How a process ends: when it is told to, when something throws that nobody catches, and, whatever holds it, when the
 * time for that is over.
 */
export function createProcessLife(): ProcessLife {
  let running: Running | undefined;
  let isEnding = false;

  function exitAtOnce(): never {
    running?.kill();
    process.exit(1);
  }

  function end({ isDelayed, exitCode }: EndOptions): void {
    if (running === undefined) process.exit(exitCode);
    if (isEnding) exitAtOnce();
    isEnding = true;
    const { delay, grace } = running.settings().shutdown;
    setTimeout(exitAtOnce, (isDelayed ? delay : 0) + grace + patienceMs).unref();
    running.close(isDelayed).then(
      () => process.exit(exitCode),
      (error: unknown) => {
        process.stderr.write(`could not end cleanly: ${String(error)}\n`);
        // What holds it would hold an exit in order, too.
        process.kill(process.pid, 'SIGKILL');
      },
    );
  }

  // Rejections that nobody handles come here, too.
  process.on('uncaughtException', (error) => {
    lifecycle.publish({ event: 'fatal', detail: { err: error } });
    if (running === undefined) {
      process.stderr.write(`${error.stack ?? String(error)}\n`);
      process.exit(1);
    }
    setTimeout(exitAtOnce, fatalGraceMs).unref();
    end({ isDelayed: false, exitCode: 1 });
  });

  return {
    begin(started) {
      running = started;
    },
    reload: () => running?.reload(),
    end,
  };
}

/** A person at a terminal does not wait for balancers. */
export function obeySignals(life: ProcessLife): void {
  process.on('SIGTERM', () => life.end({ isDelayed: true, exitCode: 0 }));
  process.on('SIGINT', () => life.end({ isDelayed: false, exitCode: 0 }));
  process.on('SIGHUP', () => life.reload());
  // A launcher that was killed cannot send a signal any more; its end closes the channel to its children.
  if (process.connected) process.on('disconnect', () => life.end({ isDelayed: false, exitCode: 0 }));
}
