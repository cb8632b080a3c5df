import type { PlanFields } from '../../core/compiled-plan.ts';
import { type DataObject, isDataObject } from '../../core/json/data-object.ts';
import { type Path, valueAt } from '../../core/json/value-at.ts';
import { typeBelow, typeOfObject } from './object-types.ts';

/** A field on the path of an error. */
export interface FieldAt {
  /** The object that has the field; undefined if the data ends above it. */
  readonly object: DataObject | undefined;
  readonly type: string | undefined;
  readonly key: string;
  readonly name: string;
  /** The number of steps of the error's path that lead to the object. */
  readonly depth: number;
}

export interface NullLocation {
  readonly fields: readonly FieldAt[];
  /** The first step of the path that leads to null or is missing; undefined if all steps lead to a value. */
  readonly at: number | undefined;
  /** Whether that step is an item of a list. */
  readonly isItem: boolean;
}

/** Follows an error's path through a result, and through the types where the result ends. */
export function locateNull(
  result: DataObject,
  type: string | undefined,
  path: Path,
  planFields: PlanFields,
): NullLocation {
  const fields: FieldAt[] = [];
  let value: unknown = result;
  let known = type;
  let at: number | undefined;
  for (const [index, step] of path.entries()) {
    if (typeof step === 'string') {
      const object = isDataObject(value) ? value : undefined;
      const objectType = object === undefined ? known : typeOfObject(object, known);
      const name = planFields.nameOf(step);
      fields.push({ object, type: objectType, key: step, name, depth: index });
      known = typeBelow(objectType, step, planFields);
    }
    value = valueAt(value, step);
    if (value === undefined || value === null) at ??= index;
  }
  return { fields, at, isItem: at !== undefined && typeof path[at] === 'number' };
}
