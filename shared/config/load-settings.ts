import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { shownPath } from '../core/runtime/input-file.ts';
import { StartError } from '../core/start-error.ts';
import { checkSettings } from './check/check-settings.ts';
import { isTree, withAbsolutePaths } from './load/absolute-paths.ts';
import { readSettingsFile, type SettingsFile } from './load/settings-file.ts';
import type { Settings, SettingsInput, UpstreamSettings } from './settings-schema.ts';

const maxExtends = 5;

type Tree = Readonly<Record<string, unknown>>;

/** Settings of the command line; they take precedence over every file. */
export type SettingsOverrides = Partial<Pick<SettingsInput, 'supergraph' | 'listen' | 'introspection'>>;

export interface LoadedSettings {
  readonly settings: Settings;
  /** The absolute paths of the files. */
  readonly files: readonly string[];
}

/**
 * Reads a settings file and the files that it extends, checks the result against the schema and freezes it.
 * Throws `StartError` with all problems, each with its file, line and key.
 */
export function loadSettings(
  path: string,
  overrides: SettingsOverrides = {},
  environment: NodeJS.ProcessEnv = process.env,
): Settings {
  return readSettings(path, overrides, environment).settings;
}

/** As `loadSettings`; also returns the absolute paths of the file and of those that it extends. */
export function readSettings(
  path: string,
  overrides: SettingsOverrides,
  environment: NodeJS.ProcessEnv,
): LoadedSettings {
  const files = readChain(path, environment);
  const merged = files.map(withAbsolutePaths).reduceRight<Tree>((base, file) => merge(base, file), {});
  return {
    settings: checkSettings(merge(merged, overrides), files),
    files: files.map(({ path: absolute }) => absolute),
  };
}

/** Returns the settings without any file: the command line and the defaults. */
export function defaultSettings(overrides: SettingsOverrides): Settings {
  // An operator who serves a graph without a settings file is trying it out.
  return checkSettings({ introspection: true, ...overrides }, []);
}

/** Returns the settings of one upstream: `all`, overridden by its own entry. */
export function upstreamSettings(
  { upstreams }: Settings,
  kind: 'subgraphs' | 'sources',
  name: string,
): UpstreamSettings {
  const { all } = upstreams;
  const own = Object.hasOwn(upstreams[kind], name) ? upstreams[kind][name] : undefined;
  const { url, endpoints, discovery, tls, retry, hedge, breaker, concurrency, ...rest } = own ?? {};
  const { balancing, ejection, healthCheck, deduplicate, ...connection } = rest;
  return {
    ...refine(all, connection),
    tls: tls ?? all.tls,
    retry: refine(all.retry, retry),
    hedge: refine(all.hedge, hedge),
    breaker: refine(all.breaker, breaker),
    concurrency: refine(all.concurrency, concurrency),
    balancing: refine(all.balancing, balancing),
    ejection: refine(all.ejection, ejection),
    healthCheck: refine(all.healthCheck, healthCheck),
    deduplicate: refine(all.deduplicate, deduplicate),
    url,
    endpoints,
    discovery,
  };
}

/** Overrides a section; values that are not set are inherited. */
function refine<Section extends object>(
  all: Section,
  own: { readonly [Key in keyof Section]?: Section[Key] | undefined } = {},
): Section {
  const set = Object.entries(own).filter(([, value]) => value !== undefined);
  return { ...all, ...Object.fromEntries(set) };
}

/** Reads the file, the file that it extends, and so on, in this order. Throws `StartError`. */
export function readChain(path: string, environment: NodeJS.ProcessEnv): SettingsFile[] {
  const files: SettingsFile[] = [];
  let next: string | undefined = path;
  while (next !== undefined) {
    const file = readLink(next, files.at(-1), environment);
    if (files.length > maxExtends || files.some(({ name }) => name === file.name)) {
      const message = `found a cycle, or a chain of more than ${maxExtends} files that extend each other`;
      throw new StartError({ file: files[0]?.name, key: 'extends', message });
    }
    files.push(file);
    const parent: unknown = file.content['extends'];
    next = typeof parent === 'string' && parent !== '' ? resolve(file.directory, parent) : undefined;
  }
  return files;
}

/** Reads one file of the chain. A missing file is reported as a problem of the file that extends it. */
function readLink(
  path: string,
  extending: SettingsFile | undefined,
  environment: NodeJS.ProcessEnv,
): SettingsFile {
  const names = resolve(path);
  if (extending === undefined || existsSync(names)) return readSettingsFile(path, environment);
  throw new StartError({
    file: extending.name,
    line: extending.lineOf(['extends']),
    key: 'extends',
    names,
    message: `${shownPath(names)}: the file does not exist`,
  });
}

/** Merges two trees: maps are merged, all other values are replaced. */
function merge(base: Tree, refinement: Tree): Tree {
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(refinement)) {
    const inherited = merged.get(key);
    merged.set(key, isTree(inherited) && isTree(value) ? merge(inherited, value) : value);
  }
  return Object.fromEntries(merged);
}
