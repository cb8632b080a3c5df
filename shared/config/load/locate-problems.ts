import { type Problem, StartError } from '../../core/start-error.ts';
import { readChain, type SettingsOverrides } from '../load-settings.ts';
import { hasPath } from './has-path.ts';
import type { SettingsFile } from './settings-file.ts';

const commandLine = 'command line';

/**
 * The same problems; those about a setting that are found only after it was read get the file and line where it stands.
 * `path`: the settings file, if there is one.
 */
export function placeProblems(
  error: StartError,
  path: string | undefined,
  overrides: SettingsOverrides = {},
): StartError {
  if (!error.problems.some(isPlaceless)) return error;
  const files = path === undefined ? [] : readAgain(path);
  return new StartError(
    error.problems.map((problem) => (isPlaceless(problem) ? place(problem, files, overrides) : problem)),
  ).withFile(path);
}

function isPlaceless({ file, key }: Problem): boolean {
  return file === undefined && key !== undefined;
}

function readAgain(path: string): readonly SettingsFile[] {
  try {
    return readChain(path, process.env);
  } catch (error) {
    // It was readable a moment ago; what is wrong with it now is not what is to be told.
    if (error instanceof StartError) return [];
    throw error;
  }
}

function place(problem: Problem, files: readonly SettingsFile[], overrides: SettingsOverrides): Problem {
  const { key = '' } = problem;
  if (hasPath(overrides, key.split('.')))
    return { ...problem, key: `--${key.split('.').at(-1)}`, file: commandLine };
  // What is missing is missing in the file that has the section around it.
  const parts = key.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const above = parts.slice(0, length).join('.');
    for (const file of files) {
      const path = findPath(file.content, above);
      if (path !== undefined) return { ...problem, file: file.name, line: file.lineOf(path) };
    }
  }
  return problem;
}

/** A dotted key as the keys of nested maps, which may have dots themselves. */
function findPath(content: unknown, key: string): string[] | undefined {
  if (typeof content !== 'object' || content === null) return undefined;
  for (const [name, value] of Object.entries(content)) {
    if (key === name) return [name];
    if (!key.startsWith(`${name}.`)) continue;
    const rest = findPath(value, key.slice(name.length + 1));
    if (rest !== undefined) return [name, ...rest];
  }
  return undefined;
}
