import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/**
 * The fields that an object of this type answers, by their keys in the answer: all of them, whatever `@skip` and `@include`
 * say. Without a type: those of every type. GraphQL, section 6.3.2.
 */
export function collectSelections(
  sets: readonly SelectionSetNode[],
  fragments: Fragments,
  type?: { readonly schema: GraphQLSchema; readonly object: GraphQLObjectType },
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const seen = new Set<string>();

  function applies(condition: string | undefined): boolean {
    if (condition === undefined || type === undefined) return true;
    const { schema, object } = type;
    const wanted = schema.getType(condition);
    return wanted === object || (isAbstractType(wanted) && schema.isSubType(wanted, object));
  }

  function collect({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const same = fields.get(key);
        if (same === undefined) fields.set(key, [selection]);
        else same.push(selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (applies(selection.typeCondition?.name.value)) collect(selection.selectionSet);
      } else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment && applies(fragment.typeCondition.name.value)) collect(fragment.selectionSet);
      }
    }
  }

  for (const set of sets) collect(set);
  return fields;
}

export function innerSets(nodes: readonly FieldNode[]): SelectionSetNode[] {
  return nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
}
