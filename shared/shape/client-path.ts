import {
  type FieldNode,
  isAbstractType,
  isObjectType,
  Kind,
  type NamedTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { isDataObject } from '../core/data-object.ts';
import type { ResponsePath, ShapeInput } from '../core/shape-program.ts';
import { responseKeyOf } from './collect-fields.ts';
import type { IsIncluded } from './conditions.ts';

/** Where a walk may stand; several selection sets, because several aliases may share a key. */
type Reached = ReadonlyMap<SelectionSetNode, (string | number)[]>;

/** Stands for the index of any item; a client's path ends before it. */
const everyItem = '@';

/** A client that asks for one value by many aliases is told of these. */
const maxPaths = 10;

/** See `ShapeProgram.clientPaths`. */
export function findClientPaths(
  input: ShapeInput,
  path: ResponsePath,
  isIncluded: IsIncluded,
  data?: object,
): (string | number)[][] {
  const { schema, operation, fragments } = input;
  // Each selection set once, by the first way to it: the number of ways can grow exponentially.
  let reached: Reached = new Map([[operation.selectionSet, []]]);
  let furthest: (string | number)[][] = [[]];
  let end = path.length;
  let value: unknown = data;
  for (const step of path) {
    const type = isDataObject(value) ? schema.getType(String(value['__typename'])) : undefined;
    value = valueAt(value, step);
    if (step === everyItem) {
      end = Math.min(end, furthest[0]?.length ?? 0);
      continue;
    }
    if (typeof step === 'number') {
      furthest = furthest.map((way) => [...way, step]);
      reached = new Map(Array.from(reached, ([selectionSet, way]) => [selectionSet, [...way, step]]));
      continue;
    }
    const ways = Array.from(reached, ([selectionSet, way]) =>
      fieldsOf(selectionSet, type)
        .filter((field) => input.keyOf(field) === step)
        .map((field) => ({ field, way: [...way, responseKeyOf(field)] })),
    ).flat();
    if (ways.length === 0) return leadsFurther() ? [] : distinct(furthest.map((way) => way.slice(0, end)));
    furthest = distinct(ways.map(({ way }) => way)).slice(0, maxPaths);
    const next = new Map<SelectionSetNode, (string | number)[]>();
    for (const { field, way } of ways) {
      if (field.selectionSet && !next.has(field.selectionSet)) next.set(field.selectionSet, way);
    }
    reached = next;
  }
  return distinct(furthest.map((way) => way.slice(0, end)));

  /** Whether it goes on for objects of other types, or under other conditions. */
  function leadsFurther(): boolean {
    if (data === undefined) return false;
    const steps = path.filter((step) => step !== everyItem);
    const [anyWay = []] = findClientPaths(input, steps, () => true);
    return anyWay.length > (furthest[0]?.length ?? 0);
  }

  /** `type`: of the object, if it is known. */
  function fieldsOf(selectionSet: SelectionSetNode, type: unknown): FieldNode[] {
    const fields: FieldNode[] = [];
    const visited = new Set<string>();
    collect(selectionSet);
    return fields;

    function collect({ selections }: SelectionSetNode): void {
      for (const selection of selections) {
        if (!isIncluded(selection)) continue;
        if (selection.kind === Kind.FIELD) fields.push(selection);
        else if (selection.kind === Kind.INLINE_FRAGMENT) {
          if (applies(selection.typeCondition)) collect(selection.selectionSet);
        } else if (!visited.has(selection.name.value)) {
          visited.add(selection.name.value);
          const fragment = fragments.get(selection.name.value);
          if (fragment !== undefined && applies(fragment.typeCondition)) collect(fragment.selectionSet);
        }
      }
    }

    function applies(condition: NamedTypeNode | undefined): boolean {
      const wanted = condition && schema.getType(condition.name.value);
      if (!isObjectType(type) || wanted === undefined || wanted === type) return true;
      return isAbstractType(wanted) && schema.isSubType(wanted, type);
    }
  }
}

function valueAt(value: unknown, step: string | number): unknown {
  if (Array.isArray(value)) return value[Number(step)];
  return isDataObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

function distinct(paths: readonly (string | number)[][]): (string | number)[][] {
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}
