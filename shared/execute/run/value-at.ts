import { isDataObject, own } from '../../core/json/data-object.ts';

/** Returns the value one step further along a path; undefined if the data has none. */
export function valueAt(value: unknown, step: string | number): unknown {
  if (Array.isArray(value)) return value[Number(step)];
  return isDataObject(value) ? own(value, String(step)) : undefined;
}
