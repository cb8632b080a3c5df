import { execFile } from 'node:child_process';
import { endWithThisProcess } from '../processes/child.ts';

/** The output of a program. Rejects if it fails, and ends it when `signal` aborts. */
export function runProgram(program: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { signal, killSignal: 'SIGKILL' }, (error, stdout) => {
      if (error) reject(error);
      else resolve(stdout);
    });
    endWithThisProcess(child);
  });
}
