import { realpathSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import type { Message, OnResolveArgs, PartialMessage, Plugin } from 'esbuild';
import { readInputFile, shownPath } from '../../core/runtime/input-file.ts';
import { type Problem, StartError } from '../../core/start-error.ts';

export interface Bundle {
  /** A script that declares `exported`, the exports of the file by name. */
  readonly code: string;
  /** Absolute paths of the file and its imports. */
  readonly files: readonly string[];
}

const maxBytes = 256 * 1024;

/** Builds in flight: they share the compiler's process, which is stopped after the last one. */
let building = 0;

/**
 * Strips the types of a TypeScript or JavaScript module and bundles it with its imports. Throws `StartError` for invalid
 * syntax, asynchronous code, generators, more than 256 KB in total, and imports from outside the file's folder.
 */
export async function bundleCompute(path: string): Promise<Bundle> {
  readInputFile(path, maxBytes);
  const entry = realpathSync(path);
  const esbuild = await import('esbuild');
  building += 1;
  try {
    const { outputFiles, metafile } = await esbuild.build({
      entryPoints: [entry],
      absWorkingDir: process.cwd(),
      bundle: true,
      format: 'iife',
      globalName: 'exported',
      platform: 'neutral',
      target: 'es2022',
      // The host neither drains nor awaits the promises of a context.
      supported: { 'async-await': false, generator: false, 'dynamic-import': false },
      // The project's own tsconfig could retain type imports in the code.
      tsconfigRaw: '{}',
      plugins: [ownFilesOnly(dirname(entry))],
      write: false,
      metafile: true,
      logLevel: 'silent',
    });
    const inputs = Object.entries(metafile.inputs);
    const totalBytes = inputs.reduce((total, [, { bytes }]) => total + bytes, 0);
    if (totalBytes > maxBytes) {
      const message = `found ${totalBytes} bytes including imports; allowed are at most ${maxBytes}`;
      throw new StartError({ file: shownPath(path), message });
    }
    return { code: outputFiles[0]?.text ?? '', files: inputs.map(([file]) => resolve(file)) };
  } catch (cause) {
    throw cause instanceof Error && 'errors' in cause ? startError(path, cause.errors) : cause;
  } finally {
    building -= 1;
    if (building === 0) await esbuild.stop();
  }
}

function ownFilesOnly(folder: string): Plugin {
  return {
    name: 'own-files-only',
    setup: (build) => {
      build.onResolve({ filter: /.*/ }, (args) => {
        const text = refuse(args, folder);
        return text === undefined ? undefined : { errors: [{ text }] };
      });
    },
  };
}

function refuse({ kind, path, resolveDir }: OnResolveArgs, folder: string): string | undefined {
  if (kind === 'entry-point') return undefined;
  if (kind !== 'import-statement') return `found ${kind} of "${path}"; allowed are import statements`;
  if (!/^\.\.?\//.test(path)) {
    return `found an import of "${path}"; allowed are relative imports of files in the same folder, since the functions are pure`;
  }
  if (resolve(resolveDir, path).startsWith(folder + sep)) return undefined;
  return `found an import of "${path}"; allowed are files in its own folder, and types (import type) from anywhere`;
}

function startError(path: string, errors: unknown): StartError {
  const messages = Array.isArray(errors) ? errors.filter(isMessage) : [];
  return new StartError(messages.map((message) => problemOf(message, path)));
}

function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string';
}

function problemOf({ text, location }: PartialMessage, path: string): Problem {
  const message = explain(text ?? '');
  if (location === null || location === undefined) return { file: shownPath(path), message };
  const { file, line, column } = location;
  return {
    file: shownPath(resolve(file ?? path)),
    line,
    column: column === undefined ? undefined : column + 1,
    message,
  };
}

function explain(text: string): string {
  if (text.startsWith('Transforming async') || text.startsWith('Top-level await')) {
    return 'found async code; functions must be synchronous';
  }
  if (text.startsWith('Transforming generator'))
    return 'found a generator function; allowed are plain functions';
  return text;
}
