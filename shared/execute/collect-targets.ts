import type { FetchPath } from '../core/compiled-plan.ts';
import { type DataObject, isDataObject, own } from '../core/data-object.ts';

const everyItem = '@';

/**
 * The distinct objects at the end of a path; an object that occurs in many places is one. On the way only lists are told
 * apart: where lists are shared, the ways to their items would multiply from list to list.
 */
export function collectTargets(root: DataObject, path: FetchPath): readonly DataObject[] {
  let level: readonly unknown[] = [root];
  for (const step of path) level = step === everyItem ? itemsOf(level) : fieldsOf(level, step);
  const targets: DataObject[] = [];
  for (const value of level) addObjects(value, targets);
  return targets.length > 1 ? [...new Set(targets)] : targets;
}

function itemsOf(level: readonly unknown[]): unknown[] {
  const items: unknown[] = [];
  for (const list of level.length > 1 ? new Set(level) : level) {
    if (Array.isArray(list)) for (const item of list) items.push(item);
  }
  return items;
}

function fieldsOf(level: readonly unknown[], key: string): unknown[] {
  const values: unknown[] = [];
  const isInherited = key in Object.prototype;
  for (const value of level) {
    if (isDataObject(value)) addField(value);
    // A field below a list: the plan leaves the list out where every item is meant.
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

/** An object at the end of a path with the objects on the way to it, the nearest first. */
export interface PlacedTarget {
  readonly target: DataObject;
  readonly ancestors: readonly DataObject[];
  /** Keys and list indexes from the root. */
  readonly path: readonly (string | number)[];
}

/** Every occurrence of an object at the end of a path. */
export function* placedTargets(root: DataObject, path: FetchPath): Generator<PlacedTarget> {
  yield* walk(root, path, [], []);
}

function* walk(
  value: unknown,
  steps: FetchPath,
  ancestors: readonly DataObject[],
  path: readonly (string | number)[],
): Generator<PlacedTarget> {
  const [step, ...rest] = steps;
  if (Array.isArray(value)) {
    const inner = step === everyItem ? rest : steps;
    for (const [index, item] of value.entries()) yield* walk(item, inner, ancestors, [...path, index]);
  } else if (isDataObject(value)) {
    if (step === undefined) yield { target: value, ancestors, path };
    else yield* walk(own(value, step), rest, [value, ...ancestors], [...path, step]);
  }
}
