import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { type Conditions, conditionOf } from '../core/graphql/conditions.ts';
import { conditionDirectives } from './own-directives.ts';

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Decides each `@skip` and `@include` that needs no value of a variable: whose condition is a constant, or a variable
 * that a condition around it has decided. Where that leaves nothing of an object, its type name is asked for: an object
 * of which nothing is asked is an object all the same, and the planner does not fetch it.
 */
export function withDecidedConditions(document: DocumentNode): DocumentNode {
  const fragments = new Map<string, SelectionSetNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node.selectionSet);
  /** Whether conditions may leave nothing of a fragment; one that is being looked through has nothing more to say. */
  const optional = new Map<string, boolean>();
  const definitions = document.definitions.map((node) =>
    node.kind === Kind.OPERATION_DEFINITION || node.kind === Kind.FRAGMENT_DEFINITION
      ? { ...node, selectionSet: ofSomething(decideSet(node.selectionSet, new Map())) }
      : node,
  );
  return { ...document, definitions };

  function decideSet(set: SelectionSetNode, known: Conditions): SelectionSetNode {
    return { ...set, selections: set.selections.flatMap((selection) => decide(selection, known)) };
  }

  function decide(selection: SelectionNode, known: Conditions): SelectionNode[] {
    const open: DirectiveNode[] = [];
    const within = new Map(known);
    for (const directive of selection.directives ?? []) {
      const condition = conditionOf(directive);
      const value = typeof condition === 'string' ? within.get(condition) : condition;
      const wanted = directive.name.value === 'include';
      if (value === !wanted) return [];
      if (value === undefined) open.push(directive);
      if (value === undefined && typeof condition === 'string') within.set(condition, wanted);
    }
    const directives = open.length === selection.directives?.length ? selection.directives : open;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const selectionSet = decideSet(selection.selectionSet, within);
      return selectionSet.selections.length > 0 ? [{ ...selection, directives, selectionSet }] : [];
    }
    if (selection.kind === Kind.FRAGMENT_SPREAD || selection.selectionSet === undefined)
      return [{ ...selection, directives }];
    const selectionSet = ofSomething(decideSet(selection.selectionSet, within));
    return [
      {
        ...selection,
        directives,
        selectionSet: conditionDirectives(open).length > 0 ? ofMore(selectionSet) : selectionSet,
      },
    ];
  }

  /**
   * Where nothing may be left of an object that is itself under a condition, the planner makes one condition of all,
   * unless something stands beside it.
   */
  function ofMore(set: SelectionSetNode): SelectionSetNode {
    return isOptional(set, false) ? { ...set, selections: [...set.selections, typename] } : set;
  }

  /** `isNarrowed`: whether it is a fragment's; a fragment inside of that may be on what the object cannot be. */
  function isOptional({ selections }: SelectionSetNode, isNarrowed: boolean): boolean {
    return selections.every((selection) => {
      if (conditionDirectives(selection.directives).length > 0) return true;
      if (selection.kind === Kind.FIELD) return false;
      const hasType = selection.kind === Kind.FRAGMENT_SPREAD || selection.typeCondition !== undefined;
      if (isNarrowed && hasType) return true;
      return selection.kind === Kind.FRAGMENT_SPREAD
        ? isOptionalFragment(selection.name.value)
        : isOptional(selection.selectionSet, isNarrowed || hasType);
    });
  }

  function isOptionalFragment(name: string): boolean {
    const known = optional.get(name);
    if (known !== undefined) return known;
    optional.set(name, true);
    const set = fragments.get(name);
    const found = set !== undefined && isOptional(set, true);
    optional.set(name, found);
    return found;
  }
}

function ofSomething(set: SelectionSetNode): SelectionSetNode {
  return set.selections.length > 0 ? set : { ...set, selections: [typename] };
}
