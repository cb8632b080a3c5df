import { createProgram, type Program, type RunningProgram } from './program.ts';

export interface LauncherOptions {
  /** How long programs can take to become ready, unless they end. */
  readonly readyWithinMs?: number;
  /** Interval of the messages about programs that are not ready yet. */
  readonly noticeEveryMs?: number;
}

export interface Launcher {
  /** Starts programs at the same time and waits for all. Rejects if one of them ends or does not become ready. */
  start(programs: readonly Program[]): Promise<void>;
  isClosing(): boolean;
  /** Ends every program. */
  close(): Promise<void>;
}

export function createLauncher({
  readyWithinMs = 600_000,
  noticeEveryMs = 15_000,
}: LauncherOptions = {}): Launcher {
  const running: RunningProgram[] = [];
  const waiting = new Set<RunningProgram>();
  let closing = false;

  async function startOne(program: Program): Promise<void> {
    const started = createProgram(program);
    running.push(started);
    waiting.add(started);
    await started.ready(readyWithinMs);
    waiting.delete(started);
    started.exited.then((how) => {
      if (!closing) process.stderr.write(`${program.name} has ended with ${how}; the others go on\n`);
    });
  }

  function reportWaiting(): void {
    if (closing || waiting.size === 0) return;
    const states = [...waiting].map(({ name, state }) => `${name} (${state()})`);
    process.stderr.write(`waiting for ${states.join(', ')}; Ctrl-C ends everything\n`);
  }

  return {
    async start(programs) {
      if (closing) throw new Error('the launcher is closing');
      const notice = setInterval(reportWaiting, noticeEveryMs);
      try {
        await Promise.all(programs.map(startOne));
      } finally {
        clearInterval(notice);
      }
    },
    isClosing: () => closing,
    async close() {
      closing = true;
      await Promise.all(running.map((program) => program.close()));
    },
  };
}
