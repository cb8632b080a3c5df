import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '../architecture/project-root.ts';

/** A Node process under test, started in the project's folder, and its output so far. */
export interface StartedProcess {
  readonly child: ChildProcess;
  output(): string;
  stdout(): string;
  stderr(): string;
  /** Resolves as soon as the output matches; rejects if the process ends without a match. */
  until(pattern: RegExp): Promise<void>;
  /** Resolves with the exit code, null after a signal. */
  exit(): Promise<number | null>;
}

export function startProcess(
  script: URL,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): StartedProcess {
  const child = spawn(process.execPath, [fileURLToPath(script), ...args], {
    env: { ...process.env, ...environment },
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const written = { stdout: '', stderr: '' };
  const closed = once(child, 'close');
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      written[name] += chunk;
    });
  }
  return {
    child,
    output: () => text,
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    async until(pattern) {
      while (!pattern.test(text)) {
        if (child.exitCode !== null || child.signalCode !== null) {
          throw new Error(`ended without writing ${pattern}:\n${text}`);
        }
        await new Promise((done) => setTimeout(done, 10));
      }
    },
    async exit() {
      await closed;
      return child.exitCode;
    },
  };
}
