import { resolve } from 'node:path';
import { isSettingsTree, type SettingsTree } from './settings-tree.ts';

const upstreamPaths = [
  ['tls', 'ca'],
  ['tls', 'certificate'],
  ['tls', 'key'],
  ['discovery', 'file'],
];

/** The settings that name a file or a folder; `*` stands for every key. */
const paths = [
  ['supergraph'],
  ['trustedDocuments', 'directory'],
  ...upstreamPaths.flatMap((path) => [
    ['upstreams', 'all', ...path],
    ['upstreams', 'subgraphs', '*', ...path],
    ['upstreams', 'sources', '*', ...path],
  ]),
];

/** A file's settings, with what is relative in it taken from the file's directory. */
export function withAbsolutePaths(content: SettingsTree, directory: string): SettingsTree {
  return paths.reduce((tree, path) => resolveAt(tree, path, directory), content);
}

function resolveAt(tree: SettingsTree, [key, ...rest]: readonly string[], directory: string): SettingsTree {
  if (key === undefined) return tree;
  const keys = key === '*' ? Object.keys(tree) : [key];
  const resolved = keys.flatMap((name): [string, unknown][] => {
    const value = tree[name];
    if (rest.length > 0) return isSettingsTree(value) ? [[name, resolveAt(value, rest, directory)]] : [];
    return typeof value === 'string' && value !== '' ? [[name, resolve(directory, value)]] : [];
  });
  return resolved.length === 0 ? tree : { ...tree, ...Object.fromEntries(resolved) };
}
