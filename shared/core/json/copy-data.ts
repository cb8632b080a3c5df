import { type DataObject, isDataObject, setOwn } from './data-object.ts';
import { ExactNumber } from './exact-number.ts';

/** Returns a deep copy of JSON data. */
export function copyData(value: DataObject): DataObject;
export function copyData(value: unknown): unknown;
export function copyData(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyItem);
  if (!isDataObject(value) || value instanceof ExactNumber) return value;
  const copy: DataObject = {};
  for (const key of Object.keys(value)) setOwn(copy, key, copyItem(value[key]));
  return copy;
}

function copyItem(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? copyData(value) : value;
}
