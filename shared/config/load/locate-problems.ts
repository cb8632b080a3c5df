import { type Problem, StartError } from '../../core/start-error.ts';
import { readChain, type SettingsOverrides } from '../load-settings.ts';
import { hasPath } from './has-path.ts';
import type { SettingsFile } from './settings-file.ts';

const commandLine = 'command line';

/**
 * Returns the error with a file and line for each problem of a setting that was found only after the settings were
 * read. `path`: the settings file, if there is one.
 */
export function locateProblems(
  error: StartError,
  path: string | undefined,
  overrides: SettingsOverrides = {},
): StartError {
  if (!error.problems.some(isUnlocated)) return error;
  const files = path === undefined ? [] : readAgain(path);
  return new StartError(
    error.problems.map((problem) => (isUnlocated(problem) ? locate(problem, files, overrides) : problem)),
  ).withFile(path);
}

function isUnlocated({ file, key }: Problem): boolean {
  return file === undefined && key !== undefined;
}

function readAgain(path: string): readonly SettingsFile[] {
  try {
    return readChain(path, process.env);
  } catch (error) {
    // The file was readable a moment ago; a new problem in it is not the one to report.
    if (error instanceof StartError) return [];
    throw error;
  }
}

function locate(problem: Problem, files: readonly SettingsFile[], overrides: SettingsOverrides): Problem {
  const { key = '' } = problem;
  if (hasPath(overrides, key.split('.')))
    return { ...problem, key: `--${key.split('.').at(-1)}`, file: commandLine };
  // A missing setting is reported in the file that has the enclosing section.
  const parts = key.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const section = parts.slice(0, length).join('.');
    for (const file of files) {
      const path = findPath(file.content, section);
      if (path !== undefined) return { ...problem, file: file.name, line: file.lineOf(path) };
    }
  }
  return problem;
}

/** Splits a dotted key into the keys of nested maps, which may contain dots themselves. */
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
