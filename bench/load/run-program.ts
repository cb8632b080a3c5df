import { execFile } from 'node:child_process';

/** What a program prints. Rejects when it fails, and ends it when `signal` aborts. */
export function runProgram(program: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { signal, killSignal: 'SIGKILL' }, (error, stdout) => {
      if (error) reject(error);
      else resolve(stdout);
    });
  });
}
