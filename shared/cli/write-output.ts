import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartError } from '../index.ts';

/** Writes a file and creates its folder. Throws `StartError` if that fails. */
export function writeOutput(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    throw new StartError({ file: path, message: `the file cannot be written (${code})` });
  }
}
