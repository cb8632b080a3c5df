import { type DataObject, isDataObject, own, setOwn } from '../../core/json/data-object.ts';
import type { SubgraphError } from '../../core/upstream-calls.ts';
import type { Path } from '../errors/error-collector.ts';
import { valueAt } from '../run/value-at.ts';

/** A value that is served in place of one that failed, and its place below the object that a subgraph answered. */
export interface LocatedValue {
  readonly path: Path;
  readonly value: unknown;
}

/**
 * The values of the merged data that no subgraph has given: nulls that came with an error, defaults, last good values.
 * They hold for their place only. An entity is not known by them anywhere else.
 */
export interface Substitutes {
  /** Marks the value under a key. */
  add(object: DataObject, key: string): void;
  /** Marks it with all that is in it. */
  addWhole(object: DataObject, key: string): void;
  /** Whether the value under a key still is one. */
  has(object: DataObject, key: string): boolean;
  /** Whether the object has, or once had, any. */
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
 * Puts what is served instead into an object that has been given an answer, and marks the nulls that came with errors.
 * What another fetch has brought there is better and stays. The paths of `errors` begin at the object, in canonical keys.
 */
export function putSubstitutes(
  target: DataObject,
  answer: unknown,
  errors: readonly Pick<SubgraphError, 'path'>[],
  placed: readonly LocatedValue[],
  standIns: Substitutes,
): void {
  for (const { path, value } of placed) {
    const key = path.at(-1);
    const holder = path.slice(0, -1).reduce<unknown>(valueAt, target);
    if (typeof key !== 'string' || !isDataObject(holder)) continue;
    const present = own(holder, key);
    if (present !== undefined && present !== null) continue;
    setOwn(holder, key, value);
    standIns.addWhole(holder, key);
  }
  let namesNoPlace = false;
  for (const { path } of errors) {
    if (path === undefined || path.length === 0) namesNoPlace = true;
    else markNullAt(target, path, standIns);
  }
  if (namesNoPlace) markNulls(target, answer, standIns);
}

/** The field in which a path ends, or comes to a null. A list with a null for an item is not known either. */
function markNullAt(target: DataObject, path: Path, standIns: Substitutes): void {
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
    if (holder !== undefined) standIns.add(holder, key);
    return;
  }
}

/** An error that names no place may be about any null of its answer. */
function markNulls(target: DataObject, answer: unknown, standIns: Substitutes): void {
  if (!isDataObject(answer)) return;
  for (const key of Object.keys(answer)) {
    if (hasNull(answer[key])) {
      if (hasNull(own(target, key))) standIns.add(target, key);
    } else markBelow(own(target, key), answer[key], standIns);
  }
}

function markBelow(value: unknown, answer: unknown, standIns: Substitutes): void {
  if (Array.isArray(answer)) {
    for (const [index, item] of answer.entries()) markBelow(valueAt(value, index), item, standIns);
  } else if (isDataObject(value)) markNulls(value, answer, standIns);
}

function hasNull(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.some(hasNull));
}
