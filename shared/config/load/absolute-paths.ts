import { resolve } from 'node:path';
import type { SettingsFile } from './settings-file.ts';

type Tree = Readonly<Record<string, unknown>>;

const tlsFiles = ['ca', 'certificate', 'key'];

/** The paths of settings that are a file name or a list of file names; `*` matches any key. */
export const fileSettings: readonly (readonly string[])[] = [
  ['supergraph'],
  ['plugins'],
  ['trustedDocuments', 'directory'],
  ['trustedDocuments', 'manifests'],
  ['degradation', 'directives'],
  ['view', 'files'],
  ['view', 'compute'],
  ['view', 'versions', '*', 'files'],
  ['view', 'versions', '*', 'operations'],
  ...tlsFiles.map((file) => ['upstreams', 'all', 'tls', file]),
  ...['subgraphs', 'sources'].flatMap((kind) => [
    ['upstreams', kind, '*', 'discovery', 'file'],
    ...tlsFiles.map((file) => ['upstreams', kind, '*', 'tls', file]),
  ]),
];

/**
 * Returns the content of a settings file with absolute file names. Relative ones are resolved against the file itself.
 */
export function withAbsolutePaths({ content, directory }: SettingsFile): Tree {
  return fileSettings.reduce<Tree>((tree, path) => resolveAt(tree, path, directory), content);
}

function resolveAt(tree: Tree, [key = '', ...rest]: readonly string[], directory: string): Tree {
  // A value that is not a file name is reported by the check of the settings.
  const absolute = (value: unknown): unknown =>
    typeof value === 'string' && value !== '' ? resolve(directory, value) : value;
  const keys = key === '*' ? Object.keys(tree) : Object.hasOwn(tree, key) ? [key] : [];
  const changed = keys.flatMap((name): [string, unknown][] => {
    const value = tree[name];
    if (rest.length > 0) return isTree(value) ? [[name, resolveAt(value, rest, directory)]] : [];
    return [[name, Array.isArray(value) ? value.map(absolute) : absolute(value)]];
  });
  return changed.length === 0 ? tree : Object.fromEntries([...Object.entries(tree), ...changed]);
}

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
