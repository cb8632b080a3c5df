import type { PlanFields } from '../../core/compiled-plan.ts';
import { type DataObject, isDataObject, own } from '../../core/json/data-object.ts';
import { stringifyJson } from '../../core/json/exact-json.ts';
import { type Path, valueAt } from '../../core/json/value-at.ts';
import type { SubgraphError } from '../../core/upstream-calls.ts';
import type { FetchRules, LastGoodPolicy } from './field-rules.ts';
import type { NestedField } from './nested-fields.ts';
import { typeBelow, typeOfObject } from './object-types.ts';

/** The number of nested values that are recorded of one result. */
const maxPositions = 1000;

/**
 * Calls `visit` for each value of the nested fields that no error is about. A position is named by keys and, in lists, by the
 * identity of an item and not by its index. Positions without a name are skipped.
 */
export function visitPositions(
  result: DataObject,
  type: string | undefined,
  { nested, lastGoodOf }: Pick<FetchRules, 'nested' | 'lastGoodOf'>,
  errors: readonly SubgraphError[],
  fields: PlanFields,
  visit: (position: string, value: unknown, policy: LastGoodPolicy) => void,
): void {
  let count = 0;
  for (const field of nested) walk(result, type, field, 0, [], []);

  function walk(
    value: unknown,
    known: string | undefined,
    field: NestedField,
    depth: number,
    path: Path,
    name: Path,
  ): void {
    if (count === maxPositions) return;
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        const identity = identityOf(item, known, fields);
        if (identity !== undefined) walk(item, known, field, depth, [...path, index], [...name, identity]);
      }
      return;
    }
    const key = field.path[depth];
    if (key === undefined || !isDataObject(value)) return;
    const objectType = typeOfObject(value, known);
    const next = own(value, key);
    const here = [...path, key];
    const nameHere = [...name, key];
    if (depth + 1 < field.path.length) {
      walk(next, typeBelow(objectType, key, fields), field, depth + 1, here, nameHere);
    } else if (
      next !== undefined &&
      objectType !== undefined &&
      !errors.some((error) => isAbout(error, here))
    ) {
      if (!fields.isSubtype(objectType, field.type)) return;
      const policy = lastGoodOf(objectType, field.name);
      if (policy === undefined) return;
      count += 1;
      visit(JSON.stringify(nameHere), next, policy);
    }
  }
}

/** The name of a position within a result; undefined if a step on the path has none. */
export function nameOfPosition(
  result: DataObject,
  type: string | undefined,
  path: Path,
  fields: PlanFields,
): string | undefined {
  const name: (string | number)[] = [];
  let value: unknown = result;
  let known = type;
  for (const step of path) {
    if (isDataObject(value)) known = typeBelow(typeOfObject(value, known), String(step), fields);
    value = valueAt(value, step);
    const part = typeof step === 'number' ? identityOf(value, known, fields) : step;
    if (part === undefined) return undefined;
    name.push(part);
  }
  return JSON.stringify(name);
}

/** Whether a position is above, at or below the path of an error. */
function isAbout({ path = [] }: SubgraphError, position: Path): boolean {
  const length = Math.min(path.length, position.length);
  for (let index = 0; index < length; index++) if (path[index] !== position[index]) return false;
  return true;
}

/** Identifies an item by its type and the first key of the type that it has. */
function identityOf(item: unknown, known: string | undefined, fields: PlanFields): string | undefined {
  const type = isDataObject(item) ? typeOfObject(item, known) : undefined;
  if (type === undefined || !isDataObject(item)) return undefined;
  for (const key of fields.scalarKeysOf(type)) {
    const values = key.map((name) => own(item, name));
    if (values.every((value) => value !== undefined && value !== null && typeof value !== 'object'))
      return stringifyJson([type, key, values]);
  }
  return undefined;
}
