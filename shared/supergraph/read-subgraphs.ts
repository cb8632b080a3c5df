import { type DirectiveNode, type DocumentNode, Kind } from 'graphql';

/** One subgraph of the supergraph. */
export interface SubgraphIdentity {
  readonly name: string;
  /** Empty if the supergraph has none, as for subgraphs that only consist of connectors. */
  readonly url: string;
}

/** Returns the subgraphs by their enum value in `join__Graph` (join spec, `@join__graph`). */
export function readSubgraphs(supergraph: DocumentNode): ReadonlyMap<string, SubgraphIdentity> {
  const subgraphs = new Map<string, SubgraphIdentity>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    for (const value of definition.values ?? []) {
      const graph = value.directives?.find(({ name }) => name.value === 'join__graph');
      const name = graph && stringArgument(graph, 'name');
      if (name !== undefined) {
        subgraphs.set(value.name.value, { name, url: (graph && stringArgument(graph, 'url')) ?? '' });
      }
    }
  }
  return subgraphs;
}

export function stringArgument(node: Pick<DirectiveNode, 'arguments'>, name: string): string | undefined {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}
