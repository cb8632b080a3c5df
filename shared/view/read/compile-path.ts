import { type DataObject, isDataObject, own } from '../../core/json/data-object.ts';

/** Reads the value at the end of a path of keys; null if the path ends early. Lists on the path become lists of the value. */
export type ReadPath = (data: DataObject) => unknown;

export function compilePath(keys: readonly string[]): ReadPath {
  const [first, second, ...rest] = keys;
  if (first === undefined) return (data) => data;
  const readFirst = compileKey(first);
  if (second === undefined) return readFirst;
  const readRest = compilePath([second, ...rest]);
  return (data) => readWithin(readFirst(data), readRest);
}

function readWithin(value: unknown, read: ReadPath): unknown {
  if (Array.isArray(value)) return value.map((item) => readWithin(item, read));
  return isDataObject(value) ? read(value) : null;
}

function compileKey(key: string): ReadPath {
  return key in Object.prototype ? (data) => own(data, key) : (data) => data[key];
}
