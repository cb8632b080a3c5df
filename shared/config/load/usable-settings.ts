import type { z } from 'zod';
import { nearestName } from '../../core/runtime/nearest.ts';
import { type Problem, StartError } from '../../core/start-error.ts';
import { type Settings, settingsSchema } from '../settings-schema.ts';
import { isTree } from './absolute-paths.ts';
import { hasPath } from './has-path.ts';
import { knownKeys } from './known-keys.ts';

/** The valid part of invalid settings, which suffices to look for further problems. */
export interface UsableSettings {
  readonly settings: Settings;
  /** Top-level sections that differ from what was written. Checks that depend on them are skipped. */
  readonly doubtful: ReadonlySet<string>;
}

/** Reports invalid settings. `usable` is undefined if too little of them is valid. */
export class SettingsError extends StartError {
  readonly usable: UsableSettings | undefined;

  constructor(problems: readonly Problem[], usable: UsableSettings | undefined) {
    super(problems);
    this.usable = usable;
  }
}

type Tree = Record<string, unknown>;
type Path = readonly PropertyKey[];

/** Each round removes the values that the schema still refuses, at one level further up. */
const maxRounds = 4;

/** Renames misspelt keys to the nearest known ones, and removes the values that the schema refuses. */
export function usableSettings(
  content: unknown,
  issues: readonly z.core.$ZodIssue[],
): UsableSettings | undefined {
  if (!isTree(content)) return undefined;
  const tree: Tree = structuredClone({ ...content });
  const doubtful = new Set<string>();
  let open: readonly z.core.$ZodIssue[] = issues;
  for (let round = 0; round < maxRounds; round += 1) {
    for (const issue of open) {
      if (issue.code === 'unrecognized_keys') for (const key of issue.keys) rename(tree, issue.path, key);
      else {
        doubtful.add(String(issue.path[0]));
        remove(tree, issue.path.slice(0, issue.path.length - round));
      }
    }
    const result = settingsSchema.safeParse(tree);
    if (result.success) return { settings: result.data, doubtful };
    open = result.error.issues;
  }
  return undefined;
}

function rename(tree: Tree, path: Path, key: string): void {
  const section = at(tree, path);
  if (section === undefined) return;
  const meant = nearestName(key, knownKeys(path));
  if (meant !== undefined && !Object.hasOwn(section, meant)) section[meant] = section[key];
  delete section[key];
}

/** Removes a value. If it is inside a list, removes the whole list. */
function remove(tree: Tree, path: Path): void {
  const list = path.findIndex((key) => typeof key === 'number');
  const cut = list === -1 ? path : path.slice(0, list);
  const [last] = cut.slice(-1);
  const section = at(tree, cut.slice(0, -1));
  if (section !== undefined && last !== undefined) delete section[String(last)];
}

function at(tree: Tree, path: Path): Tree | undefined {
  if (!hasPath(tree, path)) return undefined;
  let value: unknown = tree;
  for (const key of path)
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return isMutableTree(value) ? value : undefined;
}

function isMutableTree(value: unknown): value is Tree {
  return isTree(value);
}
