import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** Boolean variables whose values are given where a selection counts at all. */
type Known = ReadonlyMap<string, boolean>;

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Decides each `@skip` and `@include` that needs no value of a variable: whose condition is a constant, or a variable
 * that a condition around it has decided. Where that leaves nothing of an object, its type name is asked for: an object
 * of which nothing is asked is an object all the same, and the planner does not fetch it.
 */
export function withDecidedConditions(document: DocumentNode): DocumentNode {
  const definitions = document.definitions.map((node) =>
    node.kind === Kind.OPERATION_DEFINITION || node.kind === Kind.FRAGMENT_DEFINITION
      ? { ...node, selectionSet: ofSomething(decideSet(node.selectionSet, new Map())) }
      : node,
  );
  return { ...document, definitions };
}

function decideSet(set: SelectionSetNode, known: Known): SelectionSetNode {
  return { ...set, selections: set.selections.flatMap((selection) => decide(selection, known)) };
}

function decide(selection: SelectionNode, known: Known): SelectionNode[] {
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
  return [{ ...selection, directives, selectionSet: ofSomething(decideSet(selection.selectionSet, within)) }];
}

/** A constant, the name of a variable, or nothing where the directive is another one. */
function conditionOf({ name, arguments: args = [] }: DirectiveNode): boolean | string | undefined {
  if (name.value !== 'skip' && name.value !== 'include') return undefined;
  const condition = args.find((argument) => argument.name.value === 'if')?.value;
  if (condition?.kind === Kind.BOOLEAN) return condition.value;
  return condition?.kind === Kind.VARIABLE ? condition.name.value : undefined;
}

function ofSomething(set: SelectionSetNode): SelectionSetNode {
  return set.selections.length > 0 ? set : { ...set, selections: [typename] };
}
