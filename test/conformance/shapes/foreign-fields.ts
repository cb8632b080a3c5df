import {
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { type GraphSubgraph, possibleTypes } from '../differential/graph.ts';

/**
 * The fields (`Type.field`) of an operation that its subgraph has only as `@external`, and neither in a key nor provided
 * on the way there.
 */
export function foreignFields(
  { schema, external, provides }: GraphSubgraph,
  query: string,
): readonly string[] {
  const found = new Set<string>();
  const fragments = new Map<string, FragmentDefinitionNode>();
  const { definitions } = parse(query);
  for (const node of definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  for (const node of definitions) {
    const root = node.kind === Kind.OPERATION_DEFINITION && schema.getRootType(node.operation);
    if (root) visit(root, node.selectionSet, [root.name], []);
  }
  return [...found];

  /** `types`: those that objects can have here. */
  function visit(
    parent: GraphQLCompositeType,
    { selections }: SelectionSetNode,
    types: readonly string[],
    provided: readonly SelectionSetNode[],
  ): void {
    for (const selection of selections) {
      if (selection.kind !== Kind.FIELD) {
        const fragment =
          selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        const name = fragment?.typeCondition?.name.value;
        const type = name === undefined ? parent : schema.getType(name);
        if (fragment === undefined || !isCompositeType(type)) continue;
        const own = possibleTypes(schema, type);
        visit(
          type,
          fragment.selectionSet,
          types.filter((one) => own.includes(one)),
          provided,
        );
        continue;
      }
      const field = selection.name.value;
      const inner: SelectionSetNode[] = [];
      for (const type of types) {
        const sets = provided.flatMap((set) => selectionsOf(set, type, field));
        if (external.has(`${type}.${field}`) && sets.length === 0) found.add(`${type}.${field}`);
        const own = provides.get(`${type}.${field}`);
        inner.push(...sets.flatMap((set) => set ?? []), ...(own ? [own] : []));
      }
      const type = typeOf(parent, field);
      if (selection.selectionSet && isCompositeType(type))
        visit(type, selection.selectionSet, possibleTypes(schema, type), inner);
    }
  }

  function typeOf(parent: GraphQLCompositeType, field: string): unknown {
    if (field === '_entities') return schema.getType('_Entity');
    if (!isObjectType(parent) && !isInterfaceType(parent)) return undefined;
    const type = parent.getFields()[field]?.type;
    return type && getNamedType(type);
  }

  /** What a field set selects below a field of a type; an item is undefined if the field is a leaf. */
  function selectionsOf(
    { selections }: SelectionSetNode,
    type: string,
    field: string,
  ): (SelectionSetNode | undefined)[] {
    return selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD)
        return selection.name.value === field ? [selection.selectionSet] : [];
      if (selection.kind !== Kind.INLINE_FRAGMENT) return [];
      const condition = selection.typeCondition?.name.value;
      const isMatch =
        condition === undefined || possibleTypes(schema, schema.getType(condition)).includes(type);
      return isMatch ? selectionsOf(selection.selectionSet, type, field) : [];
    });
  }
}
