import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, type SelectionNode } from 'graphql';
import { parseFieldSet } from './join-directives.ts';
import { requiredKeyFields } from './key-fields.ts';
import type { TypeIndex } from './type-index.ts';

/*
 * What a fetch requires of its objects is a tree: one field may occur in it several times, at the top and in fragments,
 * each time with other fields below it.
 */

/** One tree of two. */
export function joinRequired(
  a: readonly QueryPlanSelectionNode[],
  b: readonly QueryPlanSelectionNode[],
): QueryPlanSelectionNode[] {
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

function nameOf(selection: QueryPlanSelectionNode): string {
  return selection.kind === 'Field'
    ? (selection.alias ?? selection.name)
    : `... on ${selection.typeCondition ?? ''}`;
}

/** What a subgraph must be sent of an object of a type to resolve a field of it: every key, and what the field requires. */
export function neededFor(
  type: string,
  requirement: string,
  subgraph: string,
  types: TypeIndex,
): QueryPlanSelectionNode {
  const keys = types.keysOf(type, subgraph).flatMap(requiredKeyFields);
  const required = requirement === '' ? [] : parseFieldSet(requirement).selections.flatMap(toRequired);
  return {
    kind: 'InlineFragment',
    ...(type !== '' && { typeCondition: type }),
    selections: joinRequired(keys, required),
  };
}

export function toRequired(selection: SelectionNode): QueryPlanSelectionNode[] {
  if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
  const selections = selection.selectionSet?.selections.flatMap(toRequired);
  if (selection.kind === Kind.FIELD)
    return [{ kind: 'Field', name: selection.name.value, ...(selections && { selections }) }];
  const typeCondition = selection.typeCondition?.name.value;
  return [{ kind: 'InlineFragment', ...(typeCondition && { typeCondition }), selections: selections ?? [] }];
}

/** The part of what a fetch requires that is needed. Fragments are matched where one object may be of both types. */
export function onlyNeeded(
  requires: readonly QueryPlanSelectionNode[],
  needed: readonly QueryPlanSelectionNode[],
  types: TypeIndex,
): QueryPlanSelectionNode[] {
  return keep(requires, fieldsOf(needed, undefined));

  function keep(
    selections: readonly QueryPlanSelectionNode[],
    wanted: readonly NeededField[],
  ): QueryPlanSelectionNode[] {
    return selections.flatMap((selection): QueryPlanSelectionNode[] => {
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
  /** The fragment that it stands in, the innermost one. */
  readonly type: string | undefined;
  readonly below: readonly QueryPlanSelectionNode[];
}

function fieldsOf(selections: readonly QueryPlanSelectionNode[], type: string | undefined): NeededField[] {
  return selections.flatMap((selection) =>
    selection.kind === 'Field'
      ? [{ name: selection.name, type, below: selection.selections ?? [] }]
      : fieldsOf(selection.selections, selection.typeCondition ?? type),
  );
}
