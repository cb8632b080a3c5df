import { type DataObject, isDataObject, own } from '../../core/json/data-object.ts';
import { stringifyJson } from '../../core/json/exact-json.ts';
import type { SubgraphError } from '../../core/upstream-calls.ts';
import { typeBelow, typeOfObject } from '../run/object-types.ts';
import type { Run } from '../run/run.ts';
import { valueAt } from '../run/value-at.ts';
import { type LastGoodPolicy, lastGoodOf } from './field-rules.ts';
import type { NestedField } from './nested-fields.ts';

type Path = readonly (string | number)[];
type Known = Pick<Run, 'degradation' | 'plan'>;

/** The number of values that one answer may have kept below its fields. */
const maxPlaces = 1000;

/**
 * Calls for each value of these fields that no error is about. A place is named by keys and, in lists, by what an item
 * is and not by where it stands; what has no name is passed over.
 */
export function eachPlace(
  answer: DataObject,
  type: string | undefined,
  nested: readonly NestedField[],
  errors: readonly SubgraphError[],
  run: Known,
  see: (place: string, value: unknown, policy: LastGoodPolicy) => void,
): void {
  const { fields } = run.plan;
  let count = 0;
  for (const field of nested) walk(answer, type, field, 0, [], []);

  function walk(
    value: unknown,
    known: string | undefined,
    field: NestedField,
    depth: number,
    path: Path,
    name: Path,
  ): void {
    if (count === maxPlaces) return;
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        const identity = identityOf(item, known, run);
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
      const policy = lastGoodOf(run.degradation.rules.ruleFor(objectType, field.name, field.subgraph));
      if (policy === undefined) return;
      count += 1;
      see(JSON.stringify(nameHere), next, policy);
    }
  }
}

/** The name of a place within an answer; undefined when something on the way has none. */
export function nameOfPlace(
  answer: DataObject,
  type: string | undefined,
  path: Path,
  run: Known,
): string | undefined {
  const name: (string | number)[] = [];
  let value: unknown = answer;
  let known = type;
  for (const step of path) {
    if (isDataObject(value)) known = typeBelow(typeOfObject(value, known), String(step), run.plan.fields);
    value = valueAt(value, step);
    const part = typeof step === 'number' ? identityOf(value, known, run) : step;
    if (part === undefined) return undefined;
    name.push(part);
  }
  return JSON.stringify(name);
}

/** An error is about what stands above it, at it and below it. */
function isAbout({ path = [] }: SubgraphError, place: Path): boolean {
  const length = Math.min(path.length, place.length);
  for (let index = 0; index < length; index++) if (path[index] !== place[index]) return false;
  return true;
}

/** By its type and the first of the type's keys that it has. */
function identityOf(item: unknown, known: string | undefined, { plan }: Known): string | undefined {
  const type = isDataObject(item) ? typeOfObject(item, known) : undefined;
  if (type === undefined || !isDataObject(item)) return undefined;
  for (const key of plan.fields.scalarKeysOf(type)) {
    const values = key.map((name) => own(item, name));
    if (values.every((value) => value !== undefined && value !== null && typeof value !== 'object'))
      return stringifyJson([type, key, values]);
  }
  return undefined;
}
