import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/**
 * Decides which fields of a selection set are visited. `State` is what a visit carries into fragments, for example the
 * type condition of the innermost one.
 */
export interface FieldFilter<State = undefined> {
  /** The fragments by name. Without them, fragment spreads are skipped. */
  readonly fragments?: { get(name: string): FragmentDefinitionNode | undefined };
  /** Whether `@skip` and `@include` include a selection. By default all selections are included. */
  readonly isIncluded?: (selection: SelectionNode) => boolean;
  /** Whether a fragment with this type condition is entered. By default all fragments are. */
  readonly applies?: (typeCondition: string, state: State) => boolean;
  /** The state inside a fragment with this type condition. By default it is that of the enclosing selection set. */
  readonly stateWithin?: (typeCondition: string, state: State) => State;
}

/** Fields that share a response key. */
export type FieldGroup = [FieldNode, ...FieldNode[]];

/** Calls `visit` for each field of the selection sets, through their fragments, in the order of the document. */
export function visitFields<State>(
  selectionSets: Iterable<SelectionSetNode>,
  state: State,
  filter: FieldFilter<State>,
  visit: (field: FieldNode, state: State) => void,
): void {
  someField(selectionSets, state, filter, (field, at) => {
    visit(field, at);
    return false;
  });
}

/**
 * Whether `test` holds for a field of the selection sets, through their fragments. A named fragment is entered once for each
 * state: fragments can spread each other so that following every spread takes exponential time.
 */
export function someField<State>(
  selectionSets: Iterable<SelectionSetNode>,
  initial: State,
  { fragments, isIncluded, applies, stateWithin }: FieldFilter<State>,
  test: (field: FieldNode, state: State) => boolean,
): boolean {
  const entered = new Map<string, Set<State>>();

  function isIn({ selections }: SelectionSetNode, state: State): boolean {
    return selections.some((selection) => {
      if (isIncluded?.(selection) === false) return false;
      if (selection.kind === Kind.FIELD) return test(selection, state);
      const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
      const fragment = isSpread ? fragments?.get(selection.name.value) : selection;
      if (fragment === undefined) return false;
      const condition = fragment.typeCondition?.name.value;
      if (condition !== undefined && applies?.(condition, state) === false) return false;
      const within = condition === undefined || !stateWithin ? state : stateWithin(condition, state);
      if (isSpread && !isFirst(selection.name.value, within)) return false;
      return isIn(fragment.selectionSet, within);
    });
  }

  function isFirst(fragment: string, state: State): boolean {
    const states = entered.get(fragment);
    if (states === undefined) entered.set(fragment, new Set([state]));
    else if (states.has(state)) return false;
    else states.add(state);
    return true;
  }

  for (const selectionSet of selectionSets) if (isIn(selectionSet, initial)) return true;
  return false;
}

/** Groups the fields of selection sets by response key, in the order of the response (CollectFields, GraphQL spec 6.3.2). */
export function collectFields(
  selectionSets: Iterable<SelectionSetNode>,
  filter: FieldFilter,
): Map<string, FieldGroup> {
  const collected = new Map<string, FieldGroup>();
  visitFields(selectionSets, undefined, filter, (field) => {
    const key = responseKeyOf(field);
    const group = collected.get(key);
    if (group === undefined) collected.set(key, [field]);
    else group.push(field);
  });
  return collected;
}

/** Whether a fragment with this type condition applies to all objects of a type (DoesFragmentTypeApply, GraphQL spec 6.3.2). */
export function fragmentApplies(
  schema: GraphQLSchema,
  typeCondition: string,
  type: GraphQLObjectType | GraphQLInterfaceType,
): boolean {
  if (typeCondition === type.name) return true;
  const condition = schema.getType(typeCondition);
  return isAbstractType(condition) && schema.isSubType(condition, type);
}

/** The key of a field in its response: its alias, or its name. */
export function responseKeyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

/** The selection sets of fields that have one. */
export function selectionSetsOf(fields: readonly FieldNode[]): SelectionSetNode[] {
  return fields.flatMap(({ selectionSet }) => selectionSet ?? []);
}
