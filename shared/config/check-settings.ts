import { closest } from 'fastest-levenshtein';
import type { z } from 'zod';
import { fixedRequestHeaders } from '../core/fixed-headers.ts';
import { type Problem, StartError } from '../core/start-error.ts';
import { checkBounds } from './check-bounds.ts';
import { checkCaching } from './check-caching.ts';
import { checkDegradation } from './check-degradation.ts';
import { checkDocuments } from './check-documents.ts';
import { checkEndpoints } from './check-endpoints.ts';
import { type Contradiction, checkHeaderRules } from './check-header-rules.ts';
import { checkPorts } from './check-ports.ts';
import { checkVersions } from './check-versions.ts';
import { checkView } from './check-view.ts';
import { hasPath } from './has-path.ts';
import type { SettingsFile } from './settings-file.ts';
import { type Settings, settingsSchema } from './settings-schema.ts';

/**
 * Checks merged settings and freezes them. `files`, the refining one first, tell where a wrong setting stands.
 * Throws `StartError` with every problem that was found.
 */
export function checkSettings(content: unknown, files: readonly SettingsFile[]): Settings {
  const result = settingsSchema.safeParse(content, { reportInput: true });
  const problems = result.success
    ? contradictions(result.data, content).map(({ path, message }) => locate(path, message, files))
    : result.error.issues.flatMap((issue) => describe(issue, files));
  if (problems.length > 0) throw new StartError(problems);
  if (!result.success) throw new TypeError('a failed check has problems');
  return freeze(result.data);
}

/** Settings that are each allowed but not together. `content`: those that were written. */
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
      ? [{ path: ['deadlineHeader'], message: `found "${deadlineHeader}"; this header means something else` }]
      : [];
  const late = timeouts
    .filter(([, timeout]) => timeout !== undefined && timeout >= requestDeadline)
    .map(([path, timeout]) => ({
      path,
      message: `found ${timeout} ms; it must be below requestDeadline (${requestDeadline} ms), or one slow upstream takes the whole answer with it`,
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
  if (issue.code !== 'unrecognized_keys') return [locate(issue.path, reason(issue), files)];
  const known = knownKeys(issue.path);
  return issue.keys.map((key) => {
    const hint = known.length === 0 ? '' : `; did you mean ${closest(key, known)}?`;
    return locate([...issue.path, key], `unknown setting${hint}`, files);
  });
}

function reason(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom' || issue.message.startsWith('found ')) return issue.message;
  if (issue.input === undefined) return 'this setting is required';
  const found = (JSON.stringify(issue.input) ?? String(issue.input)).slice(0, 80);
  return `found ${found}; ${issue.message.replace(/^Invalid input: /, '')}`;
}

function locate(path: readonly PropertyKey[], message: string, files: readonly SettingsFile[]): Problem {
  const key = path.map(String).join('.');
  for (const file of files) {
    if (!hasPath(file.content, path)) continue;
    return { file: file.name, line: file.lineOf(path), key, message };
  }
  return { file: files[0]?.name, key, message };
}

/** The names that the schema has at this place; empty for a place whose names are the user's own. */
function knownKeys(path: readonly PropertyKey[]): string[] {
  let schema: unknown = settingsSchema;
  for (const key of path) schema = child(unwrap(schema), key);
  const at = unwrap(schema);
  return isObjectSchema(at) ? Object.keys(at.shape) : [];
}

function child(schema: unknown, key: PropertyKey): unknown {
  if (isObjectSchema(schema)) return Reflect.get(schema.shape, key);
  return typeof schema === 'object' && schema !== null && 'valueType' in schema
    ? schema.valueType
    : undefined;
}

function unwrap(schema: unknown): unknown {
  let inner = schema;
  while (
    typeof inner === 'object' &&
    inner !== null &&
    'unwrap' in inner &&
    typeof inner.unwrap === 'function'
  ) {
    inner = inner.unwrap();
  }
  return inner;
}

function isObjectSchema(schema: unknown): schema is { readonly shape: object } {
  return typeof schema === 'object' && schema !== null && 'shape' in schema;
}

function freeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) freeze(inner);
  }
  return value;
}
