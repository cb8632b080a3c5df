import type { Settings } from '../config/settings-schema.ts';
import { lifecycle } from '../core/channels.ts';

/** The server or the cluster that a process runs. */
export interface Running {
  settings(): Settings;
  reload(): void;
  /** `isDelayed`: waits for `shutdown.delay` before it stops accepting requests. */
  close(isDelayed: boolean): Promise<void>;
  /** Kills the worker processes of this process. */
  kill(): void;
}

export interface EndOptions {
  readonly isDelayed: boolean;
  readonly exitCode: number;
}

export interface ProcessLife {
  begin(running: Running): void;
  reload(): void;
  /** Shuts the process down. A second call exits immediately with exit code 1. */
  end(options: EndOptions): void;
}

/** Time that the process may take to exit after `shutdown.grace`. */
const patienceMs = 5000;
/** Time for requests in flight after an uncaught exception, when the state of the process is unknown. */
const fatalGraceMs = 2000;

/**
 * Controls how a process exits: on request, on an uncaught exception, and, if anything blocks the shutdown, when the time
 * for the shutdown is over.
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
        process.stderr.write(`could not shut down cleanly: ${String(error)}\n`);
        // Whatever blocks the shutdown could also block process.exit().
        process.kill(process.pid, 'SIGKILL');
      },
    );
  }

  // Unhandled rejections are reported here, too.
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

/** Only SIGTERM waits for load balancers; SIGINT comes from a terminal. */
export function obeySignals(life: ProcessLife): void {
  process.on('SIGTERM', () => life.end({ isDelayed: true, exitCode: 0 }));
  process.on('SIGINT', () => life.end({ isDelayed: false, exitCode: 0 }));
  process.on('SIGHUP', () => life.reload());
  // A launcher that was killed can no longer send a signal; its exit closes the channel to its children.
  if (process.connected) process.on('disconnect', () => life.end({ isDelayed: false, exitCode: 0 }));
}
