import type { PlanFields } from '../../core/compiled-plan.ts';
import { type DataObject, isDataObject, setOwn } from '../../core/json/data-object.ts';

/**
 * Turns a declared value into data: each field is stored under all keys that the operation has for its name, whatever the
 * arguments. Each position gets a copy, because fetches may add fields to it.
 */
export function placeDefault(value: unknown, fields: PlanFields): unknown {
  if (Array.isArray(value)) return value.map((item) => placeDefault(item, fields));
  if (!isDataObject(value)) return value;
  const placed: DataObject = {};
  for (const [name, inner] of Object.entries(value)) {
    for (const key of fields.keysOf(name)) setOwn(placed, key, placeDefault(inner, fields));
  }
  return placed;
}
