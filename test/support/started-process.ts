import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A Node process under test and all that it wrote so far. */
export interface StartedProcess {
  readonly child: ChildProcess;
  output(): string;
  /** Resolves as soon as the output matches; rejects when the process ends without. */
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
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const closed = once(child, 'close');
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  }
  return {
    child,
    output: () => text,
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
