import type { PlanFields } from '../../core/compiled-plan.ts';
import { type DataObject, isDataObject, setOwn } from '../../core/json/data-object.ts';

/**
 * A declared value as data: each field stands under all keys that the operation has for its name, whatever the arguments.
 * A copy for each place, because fetches may add to it.
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
