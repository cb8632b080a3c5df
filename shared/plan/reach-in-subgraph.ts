import { type GraphQLSchema, isAbstractType, Kind, type SelectionNode } from 'graphql';
import type { SubgraphTypes } from './subgraph-types.ts';

/** What telling how far one subgraph leads needs to know. */
export interface Reach {
  readonly schema: GraphQLSchema;
  readonly types: SubgraphTypes;
}

/**
 * Whether a subgraph that has objects of one of these types can have, and so find, what a selection wants of them: it
 * knows the types on the way there, to where other subgraphs can go on. The selection has one field in each set.
 */
export function reachesInSubgraph(
  subgraph: string,
  objectTypes: Iterable<string>,
  selection: SelectionNode,
  reach: Reach,
): boolean {
  const { schema, types } = reach;
  const here = [...objectTypes];
  if (selection.kind === Kind.FRAGMENT_SPREAD) return here.length > 0;
  if (selection.kind === Kind.INLINE_FRAGMENT) {
    const condition = selection.typeCondition?.name.value;
    const narrowed = condition === undefined ? here : here.filter((type) => isOf(type, condition));
    return below(narrowed, selection.selectionSet.selections);
  }
  const { name, selectionSet } = selection;
  if (name.value === '__typename') return here.length > 0;
  const owners = here.filter((type) => types.valueTypeOf(subgraph, type, name.value) !== undefined);
  if (here.some((type) => !owners.includes(type) && isEntity(type))) return true;
  if (selectionSet === undefined || owners.length === 0) return owners.length > 0;
  const values = owners.flatMap((type) => {
    const value = types.valueTypeOf(subgraph, type, name.value);
    return value === undefined ? [] : [...types.objectTypesOf(subgraph, value)];
  });
  return below(new Set(values), selectionSet.selections);

  function below(objects: Iterable<string>, selections: readonly SelectionNode[]): boolean {
    return selections.every((one) => reachesInSubgraph(subgraph, objects, one, reach));
  }

  function isEntity(type: string): boolean {
    return types.subgraphsOf(type).some((one) => types.keysOf(one, type).length > 0);
  }

  function isOf(type: string, condition: string): boolean {
    const abstract = schema.getType(condition);
    if (type === condition) return true;
    return (
      isAbstractType(abstract) && schema.getPossibleTypes(abstract).some(({ name: one }) => one === type)
    );
  }
}
