import { type FieldNode, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { GraphSubgraph } from '../differential/graph.ts';

/**
 * The fields (`Type.field`) of an operation that its subgraph has only as `@external` and not in a key or `@provides`.
 */
export function foreignFields(subgraph: GraphSubgraph, query: string): readonly string[] {
  const found = new Set<string>();
  const types = new TypeInfo(subgraph.schema);
  const enter = ({ name }: FieldNode): void => {
    const coordinate = `${types.getParentType()?.name}.${name.value}`;
    if (subgraph.unresolved.has(coordinate)) found.add(coordinate);
  };
  visit(parse(query), visitWithTypeInfo(types, { Field: { enter } }));
  return [...found];
}
