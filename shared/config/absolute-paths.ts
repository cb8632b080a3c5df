import { resolve } from 'node:path';
import type { SettingsFile } from './settings-file.ts';

type Tree = Readonly<Record<string, unknown>>;

const tlsFiles = ['ca', 'certificate', 'key'];

/** Where file names and lists of them stand; `*` is any name. */
const fileSettings: readonly (readonly string[])[] = [
  ['supergraph'],
  ['trustedDocuments', 'directory'],
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

/** The content of a settings file with the names of files made absolute: they are relative to the file itself. */
export function withAbsolutePaths({ content, directory }: SettingsFile): Tree {
  return fileSettings.reduce<Tree>((tree, path) => resolveAt(tree, path, directory), content);
}

function resolveAt(tree: Tree, [key = '', ...rest]: readonly string[], directory: string): Tree {
  const keys = key === '*' ? Object.keys(tree) : Object.hasOwn(tree, key) ? [key] : [];
  const changed = keys.flatMap((name): [string, unknown][] => {
    const value = tree[name];
    if (rest.length > 0) return isTree(value) ? [[name, resolveAt(value, rest, directory)]] : [];
    if (Array.isArray(value)) return [[name, value.map((item) => absolute(item, directory))]];
    return typeof value === 'string' ? [[name, absolute(value, directory)]] : [];
  });
  return changed.length === 0 ? tree : Object.fromEntries([...Object.entries(tree), ...changed]);
}

/** What is no name of a file is left for the check of the settings. */
function absolute(name: unknown, directory: string): unknown {
  return typeof name === 'string' && name !== '' ? resolve(directory, name) : name;
}

/** Whether it is a map, of which the others are the settings. */
export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
