import { type DocumentNode, Kind, visit } from 'graphql';
import { readSubgraphs, stringArgument } from './read-subgraphs.ts';

/**
 * Returns the subgraphs that consist of connectors, according to `@join__directive(name: "connect")` in the supergraph.
 */
export function connectorSubgraphNames(supergraph: DocumentNode): ReadonlySet<string> {
  const byEnumValue = readSubgraphs(supergraph);
  const names = new Set<string>();
  visit(supergraph, {
    Directive(node) {
      if (node.name.value !== 'join__directive' || stringArgument(node, 'name') !== 'connect') return;
      const graphs = node.arguments?.find(({ name }) => name.value === 'graphs')?.value;
      for (const graph of graphs?.kind === Kind.LIST ? graphs.values : []) {
        const name = graph.kind === Kind.ENUM ? byEnumValue.get(graph.value)?.name : undefined;
        if (name !== undefined) names.add(name);
      }
    },
  });
  return names;
}
