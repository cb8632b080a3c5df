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
  /** Responds with 200 as soon as the program is ready. */
  readonly readyUrl: string;
}

export interface RunningProgram {
  readonly name: string;
  /** Resolves when the program's `readyUrl` responds with 200; rejects with the program's output if it ends first. */
  ready(timeoutMs: number): Promise<void>;
  /** The state of its `readyUrl` until it is ready, e.g. `does not listen yet` or `responds with 503`. */
  state(): string;
  /** Resolves with how the program ended, e.g. `code 1` or `SIGKILL`. */
  readonly exited: Promise<string>;
  /** Sends SIGTERM, then SIGKILL to a program that ignores it. */
  close(): Promise<void>;
}

/**
 * Prefixes the program's stderr with its name and prints it, together with the lines of its stdout that report reloads;
 * the end of its stdout is printed if it fails to start.
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
  // "close" comes after the last output, "exit" can come before it.
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
  /** Polls until the status is 200; returns false if `until` resolves first. */
  async function isReadyBefore(until: AbortSignal): Promise<boolean> {
    while (!until.aborted) {
      const signal = AbortSignal.any([until, AbortSignal.timeout(POLL_TIMEOUT_MS)]);
      // The next round tries again if nothing listens there yet.
      const status = await statusOf(program.readyUrl, signal).catch(() => undefined);
      if (status === 200) return true;
      if (status !== undefined) state = `responds with ${status}`;
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
      if (await isReadyBefore(AbortSignal.any([ended.signal, timeout]))) return;
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
