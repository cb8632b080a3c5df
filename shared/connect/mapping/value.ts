import { ExactNumber, exactText } from '../../core/json/exact-number.ts';

/**
 * A JSON value of unknown shape, which an upstream or a client sent. `undefined` is the absence of a value: a missing key, a
 * method without a result. `null` is a value.
 */
export type Value = unknown;

export type JsonObject = Record<string, Value>;

export function isObject(value: Value): value is JsonObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)
  );
}

export function isArray(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Reads an own property: an upstream may send keys such as `constructor`. */
export function property(object: JsonObject, key: string): Value {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Returns an object without a prototype, so that no key has a special meaning. */
export function emptyObject(): JsonObject {
  return Object.create(null);
}

/** Returns the value of a key. For a list, returns the value of each element. */
export function lookUp(value: Value, key: string): Value {
  if (isObject(value)) return property(value, key);
  if (isArray(value)) return value.map((element) => lookUp(element, key) ?? null);
  return undefined;
}

/** Deep equality of JSON values. */
export function equal(left: Value, right: Value): boolean {
  if (left === right) return true;
  const exact = exactText(left);
  if (exact !== undefined) return exact === exactText(right);
  if (isArray(left) && isArray(right)) {
    return left.length === right.length && left.every((element, index) => equal(element, right[index]));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && equal(left[key], right[key]))
  );
}

/** Returns a scalar as text, and null as an empty string. Undefined for lists and objects, which have no text. */
export function scalarText(value: Value): string | undefined {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return exactText(value);
}
