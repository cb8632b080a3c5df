import { isDataObject, own } from '../../core/json/data-object.ts';

/** What data has one step further along a path; undefined where it has nothing. */
export function valueAt(value: unknown, step: string | number): unknown {
  if (Array.isArray(value)) return value[Number(step)];
  return isDataObject(value) ? own(value, String(step)) : undefined;
}
