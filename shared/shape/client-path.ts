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
import type { FieldSource, ResponsePath, ShapeInput, WrittenFor } from '../core/shape-program.ts';
import { responseKeyOf } from './collect-fields.ts';
import type { IsIncluded } from './conditions.ts';

type ClientPath = (string | number)[];

/** Where a walk along a path may stand in the client's operation. */
interface Stand {
  /** The client's path to it. */
  readonly way: ClientPath;
  /** How much of it clients are told: up to the first list of which any item is meant. */
  readonly end: number | undefined;
  /** Keys of the data between here and the value of the field that was met last. */
  readonly rest: readonly string[];
  /** What is selected of the value; undefined where it is written as one, whatever is in it. */
  readonly below: { readonly selectionSet: SelectionSetNode; readonly typeName: string } | undefined;
  /** What such a value is made of. */
  readonly needs: FieldSource['needs'];
  /** Inside of such a value: it has no further steps that a client knows. */
  readonly isWithin: boolean;
  /** In an item that is not in the answer. It is followed all the same, so that nothing else seems to be meant. */
  readonly isLeftOut: boolean;
  /** Of the list that is entered next. */
  readonly placesOf: FieldSource['placesOf'];
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

export interface PathSearch {
  readonly input: ShapeInput;
  readonly path: ResponsePath;
  readonly isIncluded: IsIncluded;
  readonly request?: WrittenFor | undefined;
  readonly data?: object | undefined;
}

/** Follows a path of canonical keys through the client's operation. */
export function findClientPaths(search: PathSearch): FoundPaths {
  const { input, path, isIncluded, request, data } = search;
  const { schema, operation, fragments } = input;
  const rootName = schema.getRootType(operation.operation)?.name ?? '';
  let stands: readonly Stand[] = [
    {
      way: [],
      end: undefined,
      rest: [],
      below: { selectionSet: operation.selectionSet, typeName: rootName },
      needs: undefined,
      isWithin: false,
      isLeftOut: false,
      placesOf: undefined,
    },
  ];
  let furthest = stands;
  let value: unknown = data;
  for (const step of path) {
    const parent = value;
    const typename = isDataObject(value) ? value['__typename'] : undefined;
    value = valueAt(value, step);
    if (step === everyItem) {
      stands = stands.map((stand) => ({ ...stand, end: stand.end ?? stand.way.length }));
      furthest = stands;
      continue;
    }
    if (typeof step === 'number') {
      stands = stands.flatMap((stand) => enterItem(stand, step, parent));
      furthest = stands;
      continue;
    }
    const next = distinctStands(stands.flatMap((stand) => follow(stand, step, typename)));
    if (next.length === 0) {
      return { paths: leadsFurther() ? [] : ended(), isSelected: false };
    }
    stands = next;
    furthest = next;
  }
  return { paths: ended(), isSelected: true };

  function ended(): ClientPath[] {
    const told = furthest.filter(({ isLeftOut }) => !isLeftOut);
    return distinct(told.map(({ way, end }) => way.slice(0, end))).slice(0, maxPaths);
  }

  function enterItem(stand: Stand, index: number, list: unknown): Stand[] {
    if (stand.isWithin) return [stand];
    const { way, placesOf } = stand;
    const places = request && placesOf ? placesOf(index, list, request) : [[index]];
    if (places.length === 0) return [{ ...stand, placesOf: undefined, isLeftOut: true }];
    return places.map((place) => ({
      ...stand,
      way: [...way, ...place],
      placesOf: undefined,
      isWithin: place.length === 0,
    }));
  }

  function follow(stand: Stand, step: string, typename: unknown): Stand[] {
    const { rest, below, needs } = stand;
    const [key, ...others] = rest;
    if (key !== undefined) return key === step ? [{ ...stand, rest: others }] : [];
    if (needs !== undefined) {
      const inside = needs.get(step);
      return inside ? [{ ...stand, needs: inside, isWithin: true }] : [];
    }
    if (below === undefined || stand.isWithin) return [{ ...stand, isWithin: true }];
    return fieldsOf(below, typename).flatMap((selected) => enter(selected, stand, step, typename));
  }

  /** Whether a field's value is behind the step, and where in it. */
  function enter(
    { field, typeName }: SelectedField,
    { way, end, isLeftOut }: Stand,
    step: string,
    typename: unknown,
  ): Stand[] {
    const { keys, needs, placesOf } = input.sourceOf(typeName, field);
    const below = needs === undefined ? belowOf(field, typeName) : undefined;
    // Without keys, it is the same object under another type, or made of it.
    if (keys.length === 0 && needs === undefined && below === undefined) return [];
    const to = [...way, responseKeyOf(field)];
    return follow(
      { way: to, end, rest: keys, below, needs, isWithin: false, isLeftOut, placesOf },
      step,
      typename,
    );
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
    const [anyWay = []] = findClientPaths({ input, path: steps, isIncluded: () => true }).paths;
    return anyWay.length > (furthest[0]?.way.length ?? 0);
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

/**
 * Each place by the first ways to it: the number of ways can grow exponentially. A selection is one place, whatever fields
 * and fragments lead to it.
 */
function distinctStands(stands: readonly Stand[]): Stand[] {
  const bySelection = new Map<SelectionSetNode | undefined, Map<string, Stand>>();
  for (const stand of stands) {
    const set = stand.isWithin ? undefined : stand.below?.selectionSet;
    const known = bySelection.get(set) ?? new Map<string, Stand>();
    if (set === undefined || known.size < maxPaths) known.set(JSON.stringify([stand.way, stand.rest]), stand);
    bySelection.set(set, known);
  }
  return [...bySelection.values()].flatMap((known) => [...known.values()]);
}

function distinct(paths: readonly ClientPath[]): ClientPath[] {
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}
