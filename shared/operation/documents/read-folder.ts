import { readdirSync } from 'node:fs';
import { shownPath } from '../../core/runtime/input-file.ts';
import { StartError } from '../../core/start-error.ts';

/** Lists the files in a folder with this ending, sorted. Throws a `StartError` unless there are 1 to `max` of them. */
export function readFolder(directory: string, ending: string, max: number): string[] {
  const file = shownPath(directory);
  const names = list(directory)
    .filter((name) => name.endsWith(ending))
    .sort();
  if (names.length === 0) throw new StartError({ file, message: `the folder has no *${ending} files` });
  if (names.length > max)
    throw new StartError({ file, message: `the folder has more than the ${max} files allowed` });
  return names;
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    const message = code === 'ENOENT' ? 'the folder does not exist' : `the folder cannot be read (${code})`;
    throw new StartError({ file: shownPath(directory), message });
  }
}
