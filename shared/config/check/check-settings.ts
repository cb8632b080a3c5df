import type { z } from 'zod';
import { fixedRequestHeaders } from '../../core/http/fixed-headers.ts';
import { nearestOrAllowed } from '../../core/runtime/nearest.ts';
import type { Problem } from '../../core/start-error.ts';
import { hasPath } from '../load/has-path.ts';
import { knownKeys } from '../load/known-keys.ts';
import type { SettingsFile } from '../load/settings-file.ts';
import { SettingsError, usableSettings } from '../load/usable-settings.ts';
import { type Settings, settingsSchema } from '../settings-schema.ts';
import { checkBounds } from './check-bounds.ts';
import { checkCaching } from './check-caching.ts';
import { checkDegradation } from './check-degradation.ts';
import { checkDocuments } from './check-documents.ts';
import { checkEndpoints } from './check-endpoints.ts';
import { type Contradiction, checkHeaderRules } from './check-header-rules.ts';
import { checkPorts } from './check-ports.ts';
import { checkVersions } from './check-versions.ts';
import { checkView } from './check-view.ts';

/**
 * Checks merged settings and freezes them. `files`, the overriding one first, locate the problems.
 * Throws `StartError` with all problems.
 */
export function checkSettings(content: unknown, files: readonly SettingsFile[]): Settings {
  const result = settingsSchema.safeParse(content, { reportInput: true });
  if (!result.success) {
    const { issues } = result.error;
    const usable = usableSettings(content, issues);
    const further =
      usable === undefined
        ? []
        : contradictions(usable.settings, content).filter(
            ({ path }) => !usable.doubtful.has(String(path[0])),
          );
    const problems = [...issues.flatMap((issue) => describe(issue, files)), ...further.map(located)];
    throw new SettingsError(problems, usable);
  }
  const problems = contradictions(result.data, content).map(located);
  if (problems.length === 0) return freeze(result.data);
  throw new SettingsError(problems, { settings: result.data, doubtful: new Set() });

  function located({ path, message }: Contradiction): Problem {
    return locate(path, message, files);
  }
}

/** Returns the settings that are valid separately but not together. `content`: the settings that were written. */
function contradictions(settings: Settings, content: unknown): Contradiction[] {
  const { upstreams, requestDeadline, deadlineHeader, authentication } = settings;
  const isWritten = (path: readonly PropertyKey[]): boolean => hasPath(content, path);
  const timeouts: [string[], number | undefined][] = [
    [['upstreams', 'all', 'timeout'], upstreams.all.timeout],
    ...(['subgraphs', 'sources'] as const).flatMap((kind) =>
      Object.entries(upstreams[kind]).map(([name, { timeout }]): [string[], number | undefined] => [
        ['upstreams', kind, name, 'timeout'],
        timeout,
      ]),
    ),
  ];
  const subjectHeader = authentication.jwt?.subjectHeader;
  const clash =
    fixedRequestHeaders.has(deadlineHeader) || deadlineHeader === subjectHeader
      ? [{ path: ['deadlineHeader'], message: `found "${deadlineHeader}"; this header has another meaning` }]
      : [];
  const late = timeouts
    .filter(([, timeout]) => timeout !== undefined && timeout >= requestDeadline)
    .map(([path, timeout]) => ({
      path,
      message: `found ${timeout} ms; it must be below requestDeadline (${requestDeadline} ms), or one slow upstream fails the whole request`,
    }));
  return [
    ...late,
    ...clash,
    ...checkPorts(settings),
    ...checkBounds(settings, isWritten),
    ...checkEndpoints(settings),
    ...checkHeaderRules(settings),
    ...checkDegradation(settings),
    ...checkView(settings, isWritten),
    ...checkVersions(settings, isWritten),
    ...checkDocuments(settings),
    ...checkCaching(settings),
  ];
}

function describe(issue: z.core.$ZodIssue, files: readonly SettingsFile[]): Problem[] {
  if (issue.code !== 'unrecognized_keys')
    return [locate(issue.path, reason(issue), files, issue.input === undefined)];
  const known = knownKeys(issue.path);
  return issue.keys.map((key) =>
    locate([...issue.path, key], `unknown setting${nearestOrAllowed(key, known)}`, files),
  );
}

function reason(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom' || issue.message.startsWith('found ')) return issue.message;
  if (issue.input === undefined) return 'this setting is required';
  const found = (JSON.stringify(issue.input) ?? String(issue.input)).slice(0, 80);
  return `found ${found}; ${issue.message.replace(/^Invalid input: /, '')}`;
}

function locate(
  path: readonly PropertyKey[],
  message: string,
  files: readonly SettingsFile[],
  isMissing = false,
): Problem {
  const key = path.map(String).join('.');
  // A missing setting is reported in the file that has the enclosing section.
  for (let length = path.length; length > 0; length -= 1) {
    const section = path.slice(0, length);
    const file = files.find(({ content }) => hasPath(content, section));
    if (file === undefined) continue;
    // A default that contradicts another setting has no line.
    const line = length === path.length || isMissing ? file.lineOf(section) : undefined;
    return { file: file.name, line, key, message };
  }
  return { file: files[0]?.name, key, message };
}

function freeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) freeze(inner);
  }
  return value;
}
