import { type DataObject, isDataObject, own, setOwn } from '../../core/json/data-object.ts';
import type { SubgraphError } from '../../core/upstream-calls.ts';
import type { Path } from '../errors/error-collector.ts';
import { valueAt } from '../run/value-at.ts';

/** A value that replaces one that failed, and its path from the object that a subgraph returned. */
export interface LocatedValue {
  readonly path: Path;
  readonly value: unknown;
}

/**
 * The values of the merged data that no subgraph returned: nulls that came with an error, defaults, last good values.
 * They are valid at their position only: other positions of the entity must not use them.
 */
export interface Substitutes {
  /** Marks the value under a key. */
  add(object: DataObject, key: string): void;
  /** Marks the value under a key and all values in it. */
  addWhole(object: DataObject, key: string): void;
  /** Whether the value under a key is still a substitute. */
  has(object: DataObject, key: string): boolean;
  /** Whether the object has or had a substitute. */
  isIn(object: DataObject): boolean;
  isEmpty(): boolean;
}

export function createSubstitutes(): Substitutes {
  const marked = new Map<DataObject, Map<string, unknown>>();

  function add(object: DataObject, key: string): void {
    const value = own(object, key);
    const known = marked.get(object);
    if (known === undefined) marked.set(object, new Map([[key, value]]));
    else known.set(key, value);
  }

  function addWhole(object: DataObject, key: string): void {
    add(object, key);
    addBelow(own(object, key));
  }

  function addBelow(value: unknown): void {
    if (Array.isArray(value)) value.forEach(addBelow);
    else if (isDataObject(value)) for (const key of Object.keys(value)) addWhole(value, key);
  }

  return {
    add,
    addWhole,
    has(object, key) {
      const known = marked.get(object);
      return known?.has(key) === true && known.get(key) === own(object, key);
    },
    isIn: (object) => marked.has(object),
    isEmpty: () => marked.size === 0,
  };
}

/**
 * Sets substitutes in an object after its result was merged, and marks the nulls that came with errors. Values that another
 * fetch returned are better and stay. The paths of `errors` begin at the object, in canonical keys.
 */
export function putSubstitutes(
  target: DataObject,
  result: unknown,
  errors: readonly Pick<SubgraphError, 'path'>[],
  located: readonly LocatedValue[],
  substitutes: Substitutes,
): void {
  for (const { path, value } of located) {
    const key = path.at(-1);
    const holder = path.slice(0, -1).reduce<unknown>(valueAt, target);
    if (typeof key !== 'string' || !isDataObject(holder)) continue;
    const present = own(holder, key);
    if (present !== undefined && present !== null) continue;
    setOwn(holder, key, value);
    substitutes.addWhole(holder, key);
  }
  let hasErrorWithoutPath = false;
  for (const { path } of errors) {
    if (path === undefined || path.length === 0) hasErrorWithoutPath = true;
    else markNullAt(target, path, substitutes);
  }
  if (hasErrorWithoutPath) markNulls(target, result, substitutes);
}

/** Marks the field in which a path ends or reaches a null. A list with a null item is not known either. */
function markNullAt(target: DataObject, path: Path, substitutes: Substitutes): void {
  let value: unknown = target;
  let holder: DataObject | undefined;
  let key = '';
  for (const step of path) {
    if (typeof step === 'string' && isDataObject(value)) {
      holder = value;
      key = step;
    }
    value = valueAt(value, step);
    if (value === undefined) return;
    if (value !== null) continue;
    if (holder !== undefined) substitutes.add(holder, key);
    return;
  }
}

/** Marks all nulls of a result: an error without a path may be about any of them. */
function markNulls(target: DataObject, result: unknown, substitutes: Substitutes): void {
  if (!isDataObject(result)) return;
  for (const key of Object.keys(result)) {
    if (hasNull(result[key])) {
      if (hasNull(own(target, key))) substitutes.add(target, key);
    } else markBelow(own(target, key), result[key], substitutes);
  }
}

function markBelow(value: unknown, result: unknown, substitutes: Substitutes): void {
  if (Array.isArray(result)) {
    for (const [index, item] of result.entries()) markBelow(valueAt(value, index), item, substitutes);
  } else if (isDataObject(value)) markNulls(value, result, substitutes);
}

function hasNull(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.some(hasNull));
}
