import { type ChildProcess, spawn } from 'node:child_process';

export interface Child {
  readonly pid: number;
  /** The end of its standard output and standard error. */
  output(): string;
  readonly hasEnded: boolean;
  close(): Promise<void>;
}

export interface ChildOptions {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
}

const maxOutputLength = 16_384;
const graceMs = 4000;

/** Starts a program that `close` ends: by SIGTERM, and by SIGKILL if it ignores that. */
export async function createChild({ command, cwd, environment }: ChildOptions): Promise<Child> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endWithThisProcess(child);
  const output = keepEnd(child);
  await new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  const { pid } = child;
  if (pid === undefined) throw new TypeError(`${program} has no process id`);
  return {
    pid,
    output,
    get hasEnded() {
      return isEnded(child);
    },
    close: () => endChild(child),
  };
}

const unended = new Set<ChildProcess>();

process.once('exit', () => {
  for (const child of unended) child.kill('SIGKILL');
});

/** Kills a process when this one ends without having closed it: after an uncaught error. */
export function endWithThisProcess(child: ChildProcess): void {
  unended.add(child);
  child.once('exit', () => unended.delete(child));
}

/** Ends a process that this one started, by its id. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (isEnded(child)) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await ended;
  clearTimeout(timer);
}

function isEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function keepEnd({ stdout, stderr }: ChildProcess): () => string {
  let text = '';
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text = `${text}${chunk}`.slice(-maxOutputLength);
    });
  }
  return () => text;
}
