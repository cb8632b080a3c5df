import {
  type FieldNode,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { type Conditions, conditionsOf } from '../core/graphql/conditions.ts';
import type { NameTree } from './name-tree.ts';
import type { SelectedSet } from './selected-sets.ts';
import type { SubgraphTypes } from './subgraph-types.ts';

/** A field that a fetch asks for of objects of one type. */
export interface FoundField {
  readonly field: FieldNode;
  /** The type of which its subgraph knows the objects to be. */
  readonly type: string | undefined;
  readonly conditions: Conditions;
  readonly of: SelectedSet;
}

/** What some selection sets of one position bring to objects of an object type, by the keys of the merged data. */
export type FindFields = (
  selected: readonly SelectedSet[],
  objectType: string,
) => ReadonlyMap<string, readonly FoundField[]>;

/** `renamed`: for each fetch, keys of the merged data by those of its operation. */
export function createFindFields(
  schema: GraphQLSchema,
  types: SubgraphTypes,
  renamed: readonly ReadonlyMap<string, string>[],
): FindFields {
  return (selected, objectType) => {
    const found = new Map<string, FoundField[]>();
    let waiting: readonly SelectedSet[] = selected;
    let before = -1;
    // A fetch about entities can be made where others, perhaps such fetches too, bring what it needs.
    while (waiting.length !== before) {
      before = waiting.length;
      waiting = waiting.filter((one) => {
        if (!isMadeFor(one, found, objectType)) return true;
        collect(one.set, one.type, one.conditions, one);
        return false;
      });
    }
    return found;

    function collect(
      { selections }: SelectionSetNode,
      type: string | undefined,
      around: Conditions,
      of: SelectedSet,
    ): void {
      for (const selection of selections) {
        const conditions = conditionsOf(selection, around);
        if (conditions === undefined || selection.kind === Kind.FRAGMENT_SPREAD) continue;
        if (selection.kind === Kind.FIELD) {
          const asked = (selection.alias ?? selection.name).value;
          const key = renamed[of.fetch]?.get(asked) ?? asked;
          found.set(key, [...(found.get(key) ?? []), { field: selection, type, conditions, of }]);
        } else {
          const condition = selection.typeCondition?.name.value;
          if (condition === undefined || isOn(of.subgraph, condition, objectType))
            collect(selection.selectionSet, condition ?? type, conditions, of);
        }
      }
    }
  };

  function isMadeFor(
    { subgraph, type, brings, requires }: SelectedSet,
    found: ReadonlyMap<string, readonly FoundField[]>,
    objectType: string,
  ): boolean {
    if (requires !== undefined)
      return (
        requires.some(
          ({ typeCondition }) => typeCondition !== undefined && isOf(objectType, typeCondition),
        ) && hasKey(subgraph, found, objectType)
      );
    if (type === undefined || brings.has(objectType)) return true;
    return types.isInterfaceObject(subgraph, type) && isOf(objectType, type);
  }

  /** Without what else a fetch requires of an object, it is made for as much as can be asked. */
  function hasKey(
    subgraph: string,
    found: ReadonlyMap<string, readonly FoundField[]>,
    objectType: string,
  ): boolean {
    const type = schema.getType(objectType);
    const names = [objectType, ...(isObjectType(type) ? type.getInterfaces().map(({ name }) => name) : [])];
    return names.some((name) =>
      types
        .keysOf(subgraph, name)
        .some((key) => [...key].every(([field, below]) => isFound(found.get(field), below))),
    );
  }

  function isFound(fields: readonly FoundField[] | undefined, below: NameTree): boolean {
    const sets = fields?.flatMap(({ field }) => field.selectionSet ?? []);
    return sets !== undefined && [...below].every(([name, inner]) => selects(sets, name, inner));
  }

  function isOn(subgraph: string, condition: string, objectType: string): boolean {
    if (types.isInterfaceObject(subgraph, condition)) return isOf(objectType, condition);
    return condition === objectType || types.objectTypesOf(subgraph, condition).has(objectType);
  }

  function isOf(objectType: string, type: string): boolean {
    const [object, abstract] = [schema.getType(objectType), schema.getType(type)];
    if (objectType === type) return true;
    return isObjectType(object) && isAbstractType(abstract) && schema.isSubType(abstract, object);
  }
}

/** Of any type, under any condition. */
function selects(sets: readonly SelectionSetNode[], name: string, below: NameTree): boolean {
  const inner: SelectionSetNode[] = [];
  let isSelected = false;
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else if (selection.kind === Kind.FIELD && (selection.alias ?? selection.name).value === name) {
        isSelected = true;
        if (selection.selectionSet !== undefined) inner.push(selection.selectionSet);
      }
    }
  };
  for (const set of sets) collect(set);
  return isSelected && [...below].every(([field, rest]) => selects(inner, field, rest));
}
