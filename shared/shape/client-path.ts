import {
  type FieldNode,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type NamedTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { isDataObject } from '../core/data-object.ts';
import type { ResponsePath, ShapeInput } from '../core/shape-program.ts';
import { responseKeyOf } from './collect-fields.ts';
import type { IsIncluded } from './conditions.ts';

type ClientPath = (string | number)[];

/** Where a walk along a path may stand in the client's operation. */
interface Stand {
  /** The client's path to it. */
  readonly way: ClientPath;
  /** Keys of the data between here and the value of the field that was met last. */
  readonly rest: readonly string[];
  /** What is selected of the value; undefined where it is written as one, whatever is in it. */
  readonly below: { readonly selectionSet: SelectionSetNode; readonly typeName: string } | undefined;
  /** Inside of such a value: it has no further steps that a client knows. */
  readonly isWithin?: boolean;
}

/** A field that is selected somewhere, with as much as is known of the type that it is selected of. */
interface SelectedField {
  readonly field: FieldNode;
  readonly typeName: string;
}

/** Stands for the index of any item; a client's path ends before it. */
const everyItem = '@';

/** A client that asks for one value by many aliases is told of these. */
const maxPaths = 10;

export interface FoundPaths {
  /** See `ShapeProgram.clientPaths`. */
  readonly paths: ClientPath[];
  /** Whether the operation asks for what is at the end of the path. */
  readonly isSelected: boolean;
}

/** Follows a path of canonical keys through the client's operation. */
export function findClientPaths(
  input: ShapeInput,
  path: ResponsePath,
  isIncluded: IsIncluded,
  data?: object,
): FoundPaths {
  const { schema, operation, fragments } = input;
  const rootName = schema.getRootType(operation.operation)?.name ?? '';
  // Each place once, by the first way to it: the number of ways can grow exponentially.
  let stands: readonly Stand[] = [
    { way: [], rest: [], below: { selectionSet: operation.selectionSet, typeName: rootName } },
  ];
  let furthest: ClientPath[] = [[]];
  let end = Number.POSITIVE_INFINITY;
  let value: unknown = data;
  for (const step of path) {
    const typename = isDataObject(value) ? value['__typename'] : undefined;
    value = valueAt(value, step);
    if (step === everyItem) {
      end = Math.min(end, furthest[0]?.length ?? 0);
      continue;
    }
    if (typeof step === 'number') {
      stands = stands.map((stand) => (stand.isWithin ? stand : { ...stand, way: [...stand.way, step] }));
      furthest = waysOf(stands);
      continue;
    }
    const next = distinctStands(stands.flatMap((stand) => follow(stand, step, typename)));
    if (next.length === 0) {
      return { paths: leadsFurther() ? [] : ended(), isSelected: false };
    }
    stands = next;
    furthest = waysOf(next);
  }
  return { paths: ended(), isSelected: true };

  function ended(): ClientPath[] {
    return distinct(furthest.map((way) => way.slice(0, end)));
  }

  function follow(stand: Stand, step: string, typename: unknown): Stand[] {
    const { way, rest, below } = stand;
    const [key, ...others] = rest;
    if (key !== undefined) return key === step ? [{ ...stand, rest: others }] : [];
    if (below === undefined) return [{ ...stand, isWithin: true }];
    return fieldsOf(below, typename).flatMap((selected) => enter(selected, way, step, typename));
  }

  /** Whether a field's value is behind the step, and where in it. */
  function enter(
    { field, typeName }: SelectedField,
    way: ClientPath,
    step: string,
    typename: unknown,
  ): Stand[] {
    const { keys, needs } = input.sourceOf(typeName, field);
    const to = [...way, responseKeyOf(field)];
    const [key, ...rest] = keys;
    const below = needs.length === 0 ? belowOf(field, typeName) : undefined;
    if (key !== undefined) return key === step ? [{ way: to, rest, below }] : [];
    if (needs.length > 0) return needs.includes(step) ? [{ way: to, rest, below, isWithin: true }] : [];
    // The same object under another type.
    return below === undefined ? [] : follow({ way: to, rest, below }, step, typename);
  }

  function belowOf({ name, selectionSet }: FieldNode, typeName: string): Stand['below'] {
    const type = schema.getType(typeName);
    const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name.value] : undefined;
    if (definition === undefined || selectionSet === undefined) return undefined;
    return { selectionSet, typeName: getNamedType(definition.type).name };
  }

  /** Whether it goes on for objects of other types, or under other conditions. */
  function leadsFurther(): boolean {
    if (data === undefined) return false;
    const steps = path.filter((step) => step !== everyItem);
    const [anyWay = []] = findClientPaths(input, steps, () => true).paths;
    return anyWay.length > (furthest[0]?.length ?? 0);
  }

  function fieldsOf(
    { selectionSet, typeName }: NonNullable<Stand['below']>,
    typename: unknown,
  ): SelectedField[] {
    const fields: SelectedField[] = [];
    const visited = new Set<string>();
    const known = runtimeTypeOf(typeName, typename);
    collect(selectionSet, known?.name ?? typeName);
    return fields;

    function collect({ selections }: SelectionSetNode, within: string): void {
      for (const selection of selections) {
        if (!isIncluded(selection)) continue;
        if (selection.kind === Kind.FIELD) fields.push({ field: selection, typeName: within });
        else if (selection.kind === Kind.INLINE_FRAGMENT) {
          enterFragment(selection.typeCondition, selection.selectionSet, within);
        } else if (!visited.has(selection.name.value)) {
          visited.add(selection.name.value);
          const fragment = fragments.get(selection.name.value);
          if (fragment !== undefined) enterFragment(fragment.typeCondition, fragment.selectionSet, within);
        }
      }
    }

    function enterFragment(
      condition: NamedTypeNode | undefined,
      set: SelectionSetNode,
      within: string,
    ): void {
      const wanted = condition && schema.getType(condition.name.value);
      if (known === undefined) collect(set, wanted?.name ?? within);
      else if (wanted === undefined || wanted === known) collect(set, known.name);
      else if (isAbstractType(wanted) && schema.isSubType(wanted, known)) collect(set, known.name);
    }
  }

  function runtimeTypeOf(typeName: string, typename: unknown) {
    const type = schema.getType(typeName);
    if (isObjectType(type)) return type;
    if (!isCompositeType(type) || typeof typename !== 'string') return undefined;
    const runtimeType = schema.getType(input.typeNameOf(typeName, typename));
    return isObjectType(runtimeType) ? runtimeType : undefined;
  }
}

function valueAt(value: unknown, step: string | number): unknown {
  if (Array.isArray(value)) return value[Number(step)];
  return isDataObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

function distinctStands(stands: readonly Stand[]): Stand[] {
  const whole: Stand[] = [];
  const bySelection = new Map<SelectionSetNode, Stand>();
  for (const stand of stands) {
    if (stand.below === undefined || stand.rest.length > 0) whole.push(stand);
    else if (!bySelection.has(stand.below.selectionSet)) bySelection.set(stand.below.selectionSet, stand);
  }
  return [...bySelection.values(), ...distinctWays(whole)];
}

function waysOf(stands: readonly Stand[]): ClientPath[] {
  return distinct(stands.map(({ way }) => way)).slice(0, maxPaths);
}

function distinctWays(stands: readonly Stand[]): Stand[] {
  return [...new Map(stands.map((stand) => [JSON.stringify([stand.way, stand.rest]), stand])).values()];
}

function distinct(paths: readonly ClientPath[]): ClientPath[] {
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}
