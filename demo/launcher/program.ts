import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';
import { noticeOfLine } from './notice-of-line.ts';

const FOLLOW_PARENT = new URL('./follow-parent.js', import.meta.url);
const KEPT_LINES = 40;
const POLL_MS = 50;
const POLL_TIMEOUT_MS = 5_000;
const KILL_AFTER_MS = 2_500;

/** One process of the launcher. */
export interface Program {
  readonly name: string;
  readonly script: URL;
  readonly arguments: readonly string[];
  /** Added to the launcher's own environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Answers 200 as soon as the program is ready. */
  readonly readyUrl: string;
}

export interface RunningProgram {
  readonly name: string;
  /** Resolves when the program answers at its `readyUrl`; rejects with what it wrote when it ends before that. */
  ready(timeoutMs: number): Promise<void>;
  /** What its `readyUrl` says until it is ready, e.g. `does not listen yet` or `answers 503`. */
  state(): string;
  /** Resolves with how the program ended, e.g. `code 1` or `SIGKILL`. */
  readonly exited: Promise<string>;
  /** SIGTERM, then SIGKILL for a program that does not listen. */
  close(): Promise<void>;
}

/**
 * What a program writes to stderr is shown with its name, and of its stdout what says whether a reload took effect; the
 * end of its stdout is shown when it fails to start.
 */
export function createProgram(program: Program): RunningProgram {
  const child = fork(program.script, [...program.arguments], {
    execArgv: ['--import', FOLLOW_PARENT.href],
    env: { ...process.env, ...program.environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const written: string[] = [];
  forEachLine(child.stdout, (line) => {
    written.push(line);
    if (written.length > KEPT_LINES) written.shift();
    for (const text of noticeOfLine(line)) show(text);
  });
  const show = (text: string): boolean => process.stderr.write(`[${program.name}] ${text}\n`);
  forEachLine(child.stderr, show);

  const ended = new AbortController();
  // "close" comes after the last output, "exit" may come before it.
  const exited = new Promise<string>((resolve) => {
    child.once('close', (code, signal) => {
      ended.abort();
      resolve(signal ?? `code ${code}`);
    });
    child.once('error', (error) => {
      ended.abort();
      resolve(error.message);
    });
  });

  let state = 'does not listen yet';
  /** Asks until the answer is 200; false when `until` came first. */
  async function answers(until: AbortSignal): Promise<boolean> {
    while (!until.aborted) {
      const signal = AbortSignal.any([until, AbortSignal.timeout(POLL_TIMEOUT_MS)]);
      // That nothing listens there yet is what the next round is for.
      const status = await statusOf(program.readyUrl, signal).catch(() => undefined);
      if (status === 200) return true;
      if (status !== undefined) state = `answers ${status}`;
      await delay(POLL_MS);
    }
    return false;
  }

  return {
    name: program.name,
    state: () => state,
    exited,
    async ready(timeoutMs) {
      const timeout = AbortSignal.timeout(timeoutMs);
      if (await answers(AbortSignal.any([ended.signal, timeout]))) return;
      const fate = ended.signal.aborted
        ? `ended with ${await exited}`
        : `was not ready within ${timeoutMs / 1000} s: ${program.readyUrl} ${state}`;
      throw new Error(
        [`${program.name} ${fate}`, ...written.map((line) => `[${program.name}] ${line}`)].join('\n'),
      );
    },
    async close() {
      if (ended.signal.aborted) return;
      child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
      await exited;
      clearTimeout(kill);
    },
  };
}

async function statusOf(url: string, signal: AbortSignal): Promise<number> {
  const { statusCode, body } = await request(url, { signal });
  await body.dump();
  return statusCode;
}

function forEachLine(stream: ChildProcess['stdout'], use: (line: string) => void): void {
  if (stream !== null) createInterface({ input: stream }).on('line', use);
}
