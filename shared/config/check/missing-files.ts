import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import { shownPath } from '../../core/runtime/input-file.ts';
import { nearest } from '../../core/runtime/nearest.ts';
import type { Problem } from '../../core/start-error.ts';
import { fileSettings, isTree } from '../load/absolute-paths.ts';
import type { Settings } from '../settings-schema.ts';

/** The last keys of settings that name a folder. */
const folderSettings = new Set(['directory', 'operations']);

/** Reports settings that name a file or folder that does not exist, each with its key. */
export function missingFiles(settings: Settings): Problem[] {
  return fileSettings.flatMap((path) =>
    named(settings, path, []).flatMap(({ key, value }): Problem[] => {
      if (exists(value)) return [];
      const kind = folderSettings.has(path.at(-1) ?? '') ? 'folder' : 'file';
      const near = nearFile(value);
      return [{ key, names: value, message: `${shownPath(value)}: the ${kind} does not exist${near}` }];
    }),
  );
}

interface Named {
  readonly key: string;
  /** The absolute path. */
  readonly value: string;
}

function named(tree: unknown, [key, ...rest]: readonly string[], above: readonly string[]): Named[] {
  if (key === undefined) {
    if (typeof tree === 'string') return [{ key: above.join('.'), value: tree }];
    return Array.isArray(tree)
      ? tree.flatMap((item, index) => named(item, [], [...above, String(index)]))
      : [];
  }
  if (!isTree(tree)) return [];
  const keys = key === '*' ? Object.keys(tree) : Object.hasOwn(tree, key) ? [key] : [];
  return keys.flatMap((name) => named(tree[name], rest, [...above, name]));
}

/** Suggests the file with the nearest name. Names are compared without extensions, which many files share. */
function nearFile(path: string): string {
  const byStem = new Map(entries(dirname(path)).map((name) => [stem(name), name]));
  return nearest(stem(path), byStem.keys(), (near) => byStem.get(near) ?? near);
}

function stem(path: string): string {
  return basename(path, extname(path));
}

function exists(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch (error) {
    // An inaccessible file is another problem, which is reported where the file is read.
    return !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
  }
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Without a readable folder there is no name to suggest.
    return [];
  }
}
