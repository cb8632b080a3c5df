import type { FetchPath } from '../core/compiled-plan.ts';
import { type DataObject, isDataObject, own } from '../core/data-object.ts';

const everyItem = '@';

/** The distinct objects at the end of a path; an object that occurs in many places is one. */
export function collectTargets(root: DataObject, path: FetchPath): DataObject[] {
  let level = new Set<unknown>([root]);
  for (const step of path) {
    const next = new Set<unknown>();
    for (const value of level) {
      if (step === everyItem) addItems(value, next);
      else if (isDataObject(value)) next.add(own(value, step));
      // A field below a list: the plan leaves the list out where every item is meant.
      else if (Array.isArray(value))
        for (const item of value) if (isDataObject(item)) next.add(own(item, step));
    }
    level = next;
  }
  const targets = new Set<DataObject>();
  for (const value of level) addObjects(value, targets);
  return [...targets];
}

function addItems(value: unknown, into: Set<unknown>): void {
  if (Array.isArray(value)) for (const item of value) into.add(item);
}

function addObjects(value: unknown, into: Set<DataObject>): void {
  if (Array.isArray(value)) for (const item of value) addObjects(item, into);
  else if (isDataObject(value)) into.add(value);
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
