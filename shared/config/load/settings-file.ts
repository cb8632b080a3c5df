import { dirname, resolve } from 'node:path';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { readInputFile, shownPath } from '../../core/runtime/input-file.ts';
import { type Problem, StartError } from '../../core/start-error.ts';
import { expandEnvironment } from './expand-environment.ts';

const maxFileBytes = 1024 * 1024;

/** One YAML file, read and expanded, with the lines of its settings. */
export interface SettingsFile {
  /** The path as a person would type it: relative to the working directory where that is shorter. */
  readonly name: string;
  /** The absolute path. */
  readonly path: string;
  readonly directory: string;
  readonly content: Readonly<Record<string, unknown>>;
  /** The line of the setting, or of the nearest enclosing one; undefined when the file does not have it. */
  lineOf(path: readonly PropertyKey[]): number | undefined;
}

/** Reads one settings file. Throws `StartError` for a missing, unreadable or oversized file and for invalid YAML. */
export function readSettingsFile(path: string, environment: NodeJS.ProcessEnv): SettingsFile {
  const absolute = resolve(path);
  const name = shownPath(absolute);
  const lines = new LineCounter();
  const document = parseDocument(readInputFile(absolute, maxFileBytes), {
    lineCounter: lines,
    uniqueKeys: true,
  });
  const problems: Problem[] = document.errors.map((error) => ({
    file: name,
    line: error.linePos?.[0].line,
    message: `not valid YAML: ${error.message.split('\n', 1)[0] ?? ''}`.replace(/ at line \d+.*$/, ''),
  }));
  expandScalars(document, environment, (key, offset, message) =>
    problems.push({ file: name, line: lines.linePos(offset).line, key, message }),
  );
  if (problems.length > 0) throw new StartError(problems);
  const content: unknown = document.toJS();
  if (!isMap(document.contents) || typeof content !== 'object' || content === null) {
    throw new StartError({ file: name, message: 'found no settings; allowed is a YAML map' });
  }
  return {
    name,
    path: absolute,
    directory: dirname(absolute),
    content: { ...content },
    lineOf: (settingPath) => lineOf(document, lines, settingPath),
  };
}

function expandScalars(
  document: Document,
  environment: NodeJS.ProcessEnv,
  report: (key: string, offset: number, message: string) => void,
): void {
  visit(document, {
    Scalar(position, node, ancestors) {
      // A value with this key would be dropped silently when the settings are read.
      if (position === 'key' && node.value === '__proto__') {
        report('__proto__', node.range?.[0] ?? 0, 'this key is not allowed');
      }
      if (position === 'key' || typeof node.value !== 'string') return;
      const { value, problem } = expandEnvironment(node.value, environment);
      if (problem === undefined) node.value = value;
      else report(keyOf(ancestors, position), node.range?.[0] ?? 0, problem);
    },
  });
}

function keyOf(ancestors: readonly unknown[], position: number | string | null): string {
  const keys = ancestors.flatMap((node) =>
    typeof node === 'object' && node !== null && 'key' in node && isScalar(node.key)
      ? [String(node.key.value)]
      : [],
  );
  return typeof position === 'number' ? [...keys, position].join('.') : keys.join('.');
}

function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => isScalar(key) && key.value === path[length - 1]);
      if (pair !== undefined && isNode(pair.key) && pair.key.range)
        return lines.linePos(pair.key.range[0]).line;
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
}
