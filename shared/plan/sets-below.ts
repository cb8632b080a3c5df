import { type GraphQLSchema, isAbstractType } from 'graphql';
import type { FoundField } from './found-fields.ts';
import type { SelectedSet } from './selected-sets.ts';
import type { SubgraphTypes } from './subgraph-types.ts';

/** What is asked for of the values of a field. `objectType`: of the objects that have the field. */
export function setBelow(
  { field, type, conditions, of }: FoundField,
  objectType: string,
  types: SubgraphTypes,
): SelectedSet | undefined {
  const { selectionSet: set, name, alias } = field;
  if (set === undefined) return undefined;
  const { fetch, subgraph } = of;
  const value =
    types.valueTypeOf(subgraph, objectType, name.value) ??
    types.valueTypeOf(subgraph, type ?? objectType, name.value);
  const brings = value === undefined ? new Set<string>() : types.objectTypesOf(subgraph, value);
  return {
    fetch,
    subgraph,
    set,
    type: value,
    brings,
    way: [...of.way, (alias ?? name).value],
    conditions,
    requires: undefined,
  };
}

/**
 * The types of objects that are told apart there. Behind an `@interfaceObject`, and at the start of a fetch about entities,
 * are objects that other fetches tell apart.
 */
export function possibleTypes(
  selected: readonly SelectedSet[],
  { schema, types }: { readonly schema: GraphQLSchema; readonly types: SubgraphTypes },
): Set<string> {
  return new Set(
    selected.flatMap(({ subgraph, type, brings }) => {
      if (type === undefined || !types.isInterfaceObject(subgraph, type)) return [...brings];
      const abstract = schema.getType(type);
      return isAbstractType(abstract) ? schema.getPossibleTypes(abstract).map(({ name }) => name) : [];
    }),
  );
}
