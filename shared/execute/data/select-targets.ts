import type { FetchPath } from '../../core/compiled-plan.ts';
import { type DataObject, isDataObject, own, setOwn } from '../../core/json/data-object.ts';
import { distinct } from './distinct.ts';

const everyItem = '@';

/** Objects at the end of a path. */
export interface Targets {
  /** Each object once, wherever it occurs. */
  readonly objects: readonly DataObject[];
  /** The values that the last step of the path starts from. */
  readonly holders: readonly unknown[];
  readonly lastStep: string | undefined;
}

/**
 * Follows a path. Of the values on it, only lists are deduplicated: where lists are shared, the paths to their items would
 * multiply from list to list.
 */
export function selectTargets(root: DataObject, path: FetchPath): Targets {
  let holders: readonly unknown[] = [];
  let level: readonly unknown[] = [root];
  for (const step of path) {
    holders = level;
    level = step === everyItem ? itemsOf(level) : fieldsOf(level, step);
  }
  const objects: DataObject[] = [];
  for (const value of level) addObjects(value, objects);
  return {
    objects: distinct(objects),
    holders,
    lastStep: path.at(-1),
  };
}

/** Replaces some of the targets by other objects. */
export function replaceTargets(
  { holders, lastStep }: Targets,
  replacements: ReadonlyMap<unknown, DataObject>,
): void {
  for (const holder of holders) {
    if (lastStep === everyItem) replaceItems(holder, replacements);
    else if (lastStep !== undefined) replaceField(holder, lastStep, replacements);
  }
}

function replaceItems(list: unknown, replacements: ReadonlyMap<unknown, DataObject>): void {
  if (!Array.isArray(list)) return;
  for (let index = 0; index < list.length; index++) {
    const item: unknown = list[index];
    if (Array.isArray(item)) replaceItems(item, replacements);
    else list[index] = replacements.get(item) ?? item;
  }
}

function replaceField(holder: unknown, key: string, replacements: ReadonlyMap<unknown, DataObject>): void {
  if (Array.isArray(holder)) for (const item of holder) replaceField(item, key, replacements);
  if (!isDataObject(holder)) return;
  const value = own(holder, key);
  if (Array.isArray(value)) replaceItems(value, replacements);
  else {
    const replacement = replacements.get(value);
    if (replacement !== undefined) setOwn(holder, key, replacement);
  }
}

function itemsOf(level: readonly unknown[]): unknown[] {
  const items: unknown[] = [];
  for (const list of distinct(level)) {
    if (Array.isArray(list)) for (const item of list) items.push(item);
  }
  return items;
}

function fieldsOf(level: readonly unknown[], key: string): unknown[] {
  const values: unknown[] = [];
  const isInherited = key in Object.prototype;
  for (const value of level) {
    if (isDataObject(value)) addField(value);
    // A field below a list: the plan omits the list step if the path continues in every item.
    else if (Array.isArray(value)) for (const item of value) if (isDataObject(item)) addField(item);
  }
  return values;

  function addField(object: DataObject): void {
    const value = isInherited ? own(object, key) : object[key];
    if (value !== undefined && value !== null) values.push(value);
  }
}

function addObjects(value: unknown, into: DataObject[]): void {
  if (Array.isArray(value)) for (const item of value) addObjects(item, into);
  else if (isDataObject(value)) into.push(value);
}

/** An object at the end of a path, with its enclosing objects on the path, the nearest first. */
export interface LocatedTarget {
  readonly target: DataObject;
  readonly ancestors: readonly DataObject[];
  /** Keys and list indexes from the root. */
  readonly path: readonly (string | number)[];
}

/** Every occurrence of an object at the end of a path. */
export function* placedTargets(root: DataObject, path: FetchPath): Generator<LocatedTarget> {
  yield* walk(root, path, [], []);
}

function* walk(
  value: unknown,
  steps: FetchPath,
  ancestors: readonly DataObject[],
  path: readonly (string | number)[],
): Generator<LocatedTarget> {
  const [step, ...rest] = steps;
  if (Array.isArray(value)) {
    const inner = step === everyItem ? rest : steps;
    for (const [index, item] of value.entries()) yield* walk(item, inner, ancestors, [...path, index]);
  } else if (isDataObject(value)) {
    if (step === undefined) yield { target: value, ancestors, path };
    else yield* walk(own(value, step), rest, [value, ...ancestors], [...path, step]);
  }
}
