import { isDataObject, own } from './data-object.ts';

/** The keys and list indexes that lead from a value to a value in it. */
export type Path = readonly (string | number)[];

/** Returns the value one step further along a path; undefined if the data has none. */
export function valueAt(value: unknown, step: string | number): unknown {
  if (Array.isArray(value)) return value[Number(step)];
  return isDataObject(value) ? own(value, String(step)) : undefined;
}
