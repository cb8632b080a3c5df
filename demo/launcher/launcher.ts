import { createProgram, type Program, type RunningProgram } from './program.ts';

const READY_WITHIN_MS = 60_000;

export interface Launcher {
  /** Starts programs at the same time and waits for all. Rejects when one of them ends or stays silent. */
  start(programs: readonly Program[]): Promise<void>;
  isClosing(): boolean;
  /** Ends every program. */
  close(): Promise<void>;
}

export function createLauncher(): Launcher {
  const running: RunningProgram[] = [];
  let closing = false;

  async function startOne(program: Program): Promise<void> {
    const started = createProgram(program);
    running.push(started);
    await started.ready(READY_WITHIN_MS);
    started.exited.then((how) => {
      if (!closing) process.stderr.write(`${program.name} has ended with ${how}; the others go on\n`);
    });
  }

  return {
    async start(programs) {
      if (closing) throw new Error('the launcher is closing');
      await Promise.all(programs.map(startOne));
    },
    isClosing: () => closing,
    async close() {
      closing = true;
      await Promise.all(running.map((program) => program.close()));
    },
  };
}
