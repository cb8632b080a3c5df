import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { StartError } from '../start-error.ts';

/** Reads a text file that the operator named. Throws `StartError` if it is missing, unreadable or too large. */
export function readInputFile(path: string, maxBytes: number): string {
  try {
    const { size } = statSync(path);
    if (size <= maxBytes) return readFileSync(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    const message = code === 'ENOENT' ? 'the file does not exist' : `the file cannot be read (${code})`;
    throw new StartError({ file: shownPath(path), message, names: resolve(path) });
  }
  throw new StartError({
    file: shownPath(path),
    message: `the file is larger than the ${maxBytes} bytes allowed`,
  });
}

/** A path as an operator would type it: relative to the working directory if it is below it. */
export function shownPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere === '' || fromHere.startsWith('..') || isAbsolute(fromHere) ? path : fromHere;
}
