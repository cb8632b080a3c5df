import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';
import { type Conditions, conditionsOf, unconditional } from '../core/graphql/conditions.ts';

/** Under which conditions an operation selects the field at a path of response keys; types are not considered. */
export type SelectedConditions = (path: readonly string[]) => readonly Conditions[];

/** `document`: of one operation, valid, with canonical keys. */
export function readSelectedConditions({ definitions }: DocumentNode): SelectedConditions {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);

  function find(set: SelectionSetNode, [key, ...rest]: readonly string[], around: Conditions): Conditions[] {
    return set.selections.flatMap((selection) => {
      const conditions = conditionsOf(selection, around);
      if (conditions === undefined || key === undefined) return [];
      if (selection.kind === Kind.FIELD) {
        if ((selection.alias ?? selection.name).value !== key) return [];
        if (rest.length === 0) return [conditions];
        return selection.selectionSet === undefined ? [] : find(selection.selectionSet, rest, conditions);
      }
      const inner =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection.selectionSet
          : fragments.get(selection.name.value)?.selectionSet;
      return inner === undefined ? [] : find(inner, [key, ...rest], conditions);
    });
  }

  return (path) =>
    definitions.flatMap((node) =>
      node.kind === Kind.OPERATION_DEFINITION ? find(node.selectionSet, path, unconditional) : [],
    );
}
