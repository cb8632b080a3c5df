import type { PlanFields } from '../../core/compiled-plan.ts';
import { type DataObject, isDataObject } from '../../core/json/data-object.ts';
import type { Path } from '../errors/error-collector.ts';
import { typeBelow, typeOfObject } from '../run/object-types.ts';
import { valueAt } from '../run/value-at.ts';

/** A field on the way of an error's path. */
export interface FieldAt {
  /** The object that has it; undefined where the data does not go so far. */
  readonly object: DataObject | undefined;
  readonly type: string | undefined;
  readonly key: string;
  readonly name: string;
  /** How many steps of the error's path lead to the object. */
  readonly depth: number;
}

export interface NullLocation {
  readonly fields: readonly FieldAt[];
  /** The first step of the path that leads to nothing; undefined when all lead to something. */
  readonly at: number | undefined;
  /** Whether that is an item of a list. */
  readonly isItem: boolean;
}

/** Follows an error's path through an answer, and through the types where the answer ends. */
export function locateNull(
  answer: DataObject,
  type: string | undefined,
  path: Path,
  planFields: PlanFields,
): NullLocation {
  const fields: FieldAt[] = [];
  let value: unknown = answer;
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
