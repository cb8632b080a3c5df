import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql';

/**
 * Puts the keys by which a subgraph resolves a type before those that it only knows. When the planner returns to a
 * subgraph for a field with `@requires`, it sends the first key, whether the subgraph resolves it or not.
 */
export function usableKeysFirst(supergraph: DocumentNode): DocumentNode {
  const definitions = supergraph.definitions.map((node) => {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION)
      return node;
    const directives = node.directives ?? [];
    return {
      ...node,
      directives: [
        ...directives.filter((directive) => !isUnusable(directive)),
        ...directives.filter(isUnusable),
      ],
    };
  });
  return { ...supergraph, definitions };
}

function isUnusable({ name, arguments: args = [] }: ConstDirectiveNode): boolean {
  return (
    name.value === 'join__type' &&
    args.some(
      (argument) =>
        argument.name.value === 'resolvable' && argument.value.kind === Kind.BOOLEAN && !argument.value.value,
    )
  );
}
