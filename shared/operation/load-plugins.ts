import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import { readInputFile, shownPath } from '../core/runtime/input-file.ts';
import { StartError } from '../core/start-error.ts';
import type { OperationPlugin } from './apollo-server.ts';

/** The Apollo Server plugins of a team, not evaluated yet. */
export interface PluginModule {
  readonly path: string;
  /** A CommonJS module. */
  readonly code: string;
  /** Absolute paths of the file and of those that it imports, packages excepted. */
  readonly files: readonly string[];
}

const maxBytes = 256 * 1024;

/**
 * Strips the types of a TypeScript or JavaScript module and bundles it with its imports; packages stay imports. Rejects
 * with a `StartError` for invalid syntax.
 */
export async function bundlePlugins(path: string): Promise<PluginModule> {
  readInputFile(path, maxBytes);
  const esbuild = await import('esbuild');
  try {
    // Synchronous, since such a build has a process of its own: other builds stop the one that they share.
    const { outputFiles, metafile } = esbuild.buildSync({
      entryPoints: [path],
      absWorkingDir: process.cwd(),
      bundle: true,
      format: 'cjs',
      platform: 'node',
      packages: 'external',
      target: 'node20',
      tsconfigRaw: '{}',
      write: false,
      metafile: true,
      logLevel: 'silent',
    });
    const files = Object.keys(metafile.inputs).map((file) => resolve(file));
    return { path, code: outputFiles[0]?.text ?? '', files };
  } catch (cause) {
    throw refusal(path, `the file cannot be compiled: ${messageOf(cause)}`);
  }
}

/** Evaluates the module. Throws a `StartError` unless it exports an array of Apollo Server plugins as `plugins`. */
export function loadPlugins({ path, code }: PluginModule): readonly OperationPlugin[] {
  const exported = evaluate(path, code);
  const plugins =
    typeof exported === 'object' && exported !== null ? Reflect.get(exported, 'plugins') : undefined;
  if (!Array.isArray(plugins))
    throw refusal(path, 'found no array with the name plugins; expected is export const plugins = […]');
  const all: readonly unknown[] = plugins;
  return all.map((plugin, index) => {
    if (isPlugin(plugin)) return plugin;
    throw refusal(
      path,
      `plugins[${index}] is not an Apollo Server plugin: an object with ${hooks.join(', ')}`,
    );
  });
}

function evaluate(path: string, code: string): unknown {
  const module: { exports: unknown } = { exports: {} };
  try {
    const run = compileFunction(code, ['module', 'exports', 'require'], { filename: path });
    run(module, module.exports, requireFrom(path));
    return module.exports;
  } catch (thrown) {
    throw refusal(path, `the file cannot be evaluated: ${messageOf(thrown)}`);
  }
}

const own = createRequire(import.meta.url);
const shared = /^(?:graphql|@apollo\/server)(?:\/|$)/;

/** Packages of which this process has its own copy: an error of another copy of graphql-js would lose its code. */
function requireFrom(path: string): (name: string) => unknown {
  const theirs = createRequire(path);
  return (name) => (shared.test(name) ? own(name) : theirs(name));
}

const hooks = [
  'requestDidStart',
  'serverWillStart',
  'unexpectedErrorProcessingRequest',
  'startupDidFail',
] as const;

function isPlugin(value: unknown): value is OperationPlugin {
  if (typeof value !== 'object' || value === null) return false;
  const present = hooks.filter((hook) => hook in value);
  return present.length > 0 && present.every((hook) => typeof Reflect.get(value, hook) === 'function');
}

function refusal(path: string, message: string): StartError {
  return new StartError({ key: 'plugins', file: shownPath(path), message });
}

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
