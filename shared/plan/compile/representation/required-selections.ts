import type { RequiredNode } from '../../fetches/fetch-draft.ts';
import type { FieldSet } from '../../model/supergraph-model.ts';
import type { TypeIndex } from '../../model/type-index.ts';
import { requiredKeyFields } from './key-fields.ts';

/*
 * What a fetch requires of its objects is a tree: one field may occur in it several times, at the top and in fragments,
 * each time with other fields below it.
 */

/** One tree of two. */
export function joinRequired(a: readonly RequiredNode[], b: readonly RequiredNode[]): RequiredNode[] {
  const all = [...a];
  for (const selection of b) {
    const at = all.findIndex((other) => nameOf(other) === nameOf(selection));
    const other = all[at];
    if (other === undefined) all.push(selection);
    else if (other.kind === 'InlineFragment' && selection.kind === 'InlineFragment') {
      all[at] = { ...other, selections: joinRequired(other.selections, selection.selections) };
    } else if (other.selections && selection.selections) {
      all[at] = { ...other, selections: joinRequired(other.selections, selection.selections) };
    }
  }
  return all;
}

function nameOf(selection: RequiredNode): string {
  return selection.kind === 'Field'
    ? (selection.alias ?? selection.name)
    : `... on ${selection.typeCondition ?? ''}`;
}

/** The fields of an object that a subgraph may need to resolve a field of it: every key, and what the field requires. */
export function neededFor(
  type: string,
  requirement: FieldSet | undefined,
  subgraph: string,
  types: TypeIndex,
): RequiredNode {
  const keys = types.keysOf(type, subgraph).flatMap(requiredKeyFields);
  return {
    kind: 'InlineFragment',
    ...(type !== '' && { typeCondition: type }),
    selections: joinRequired(keys, (requirement ?? []).map(toRequired)),
  };
}

function toRequired({ on, name, selections }: FieldSet[number]): RequiredNode {
  const field: RequiredNode = {
    kind: 'Field',
    name,
    ...(selections.length > 0 && { selections: selections.map(toRequired) }),
  };
  return on === undefined ? field : { kind: 'InlineFragment', typeCondition: on, selections: [field] };
}

/** The needed part of what a fetch requires. Fragments match if one object may be of both types. */
export function onlyNeeded(
  requires: readonly RequiredNode[],
  needed: readonly RequiredNode[],
  types: TypeIndex,
): RequiredNode[] {
  return keep(requires, fieldsOf(needed, undefined));

  function keep(selections: readonly RequiredNode[], wanted: readonly NeededField[]): RequiredNode[] {
    return selections.flatMap((selection): RequiredNode[] => {
      if (selection.kind === 'InlineFragment') {
        const { typeCondition } = selection;
        const inside = keep(
          selection.selections,
          wanted.filter((one) => mayMeet(one.type, typeCondition)),
        );
        return inside.length === 0 ? [] : [{ ...selection, selections: inside }];
      }
      if (selection.name === '__typename') return [selection];
      const same = wanted.filter(({ name }) => name === selection.name);
      if (same.length === 0) return [];
      if (selection.selections === undefined) return [selection];
      const below = same.flatMap((one) => one.below);
      return [{ ...selection, selections: keep(selection.selections, fieldsOf(below, undefined)) }];
    });
  }

  function mayMeet(one: string | undefined, other: string | undefined): boolean {
    if (one === undefined || other === undefined || one === other) return true;
    const others = new Set(types.objectTypesOf(other));
    return types.objectTypesOf(one).some((type) => others.has(type));
  }
}

interface NeededField {
  readonly name: string;
  /** The innermost fragment around it. */
  readonly type: string | undefined;
  readonly below: readonly RequiredNode[];
}

function fieldsOf(selections: readonly RequiredNode[], type: string | undefined): NeededField[] {
  return selections.flatMap((selection) =>
    selection.kind === 'Field'
      ? [{ name: selection.name, type, below: selection.selections ?? [] }]
      : fieldsOf(selection.selections, selection.typeCondition ?? type),
  );
}
