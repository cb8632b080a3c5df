import { type DataObject, isDataObject, own, setOwn } from '../../core/json/data-object.ts';
import { type Path, valueAt } from '../../core/json/value-at.ts';
import type { SubgraphError } from '../../core/upstream-calls.ts';

/** A value that replaces one that failed, and its path from the object of the result. */
export interface LocatedValue {
  readonly path: Path;
  readonly value: unknown;
}

/**
 * The values of the merged data that no subgraph returned: nulls that came with an error, defaults, last good values.
 * They are valid at their position only: other positions of the entity must not use them.
 */
export class Substitutes {
  readonly #marked = new Map<DataObject, Map<string, unknown>>();

  /** Marks the value under a key. */
  add(object: DataObject, key: string): void {
    const value = own(object, key);
    const known = this.#marked.get(object);
    if (known === undefined) this.#marked.set(object, new Map([[key, value]]));
    else known.set(key, value);
  }

  /** Marks the value under a key and all values in it. */
  addWhole(object: DataObject, key: string): void {
    this.add(object, key);
    this.#addBelow(own(object, key));
  }

  #addBelow(value: unknown): void {
    if (Array.isArray(value)) for (const item of value) this.#addBelow(item);
    else if (isDataObject(value)) for (const key of Object.keys(value)) this.addWhole(value, key);
  }

  /** Whether the value under a key is still a substitute. */
  has(object: DataObject, key: string): boolean {
    const known = this.#marked.get(object);
    return known?.has(key) === true && known.get(key) === own(object, key);
  }

  /** Whether the object has or had a substitute. */
  isIn(object: DataObject): boolean {
    return this.#marked.has(object);
  }

  isEmpty(): boolean {
    return this.#marked.size === 0;
  }
}

/** The errors inside a result, and the substitutes for it. All paths begin at its object, in canonical keys. */
export interface ResultFaults {
  readonly errors: readonly Pick<SubgraphError, 'path'>[];
  readonly placed: readonly LocatedValue[];
}

/**
 * Sets substitutes in an object after its result was merged, and marks the nulls that came with errors. Values that another
 * fetch returned are better and stay.
 */
export function putSubstitutes(
  target: DataObject,
  result: unknown,
  { errors, placed }: ResultFaults,
  substitutes: Substitutes,
): void {
  for (const { path, value } of placed) {
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
