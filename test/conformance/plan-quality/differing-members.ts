import {
  type DocumentNode,
  getNamedType,
  isAbstractType,
  isCompositeType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { type Graph, possibleTypes } from '../differential/graph.ts';

/**
 * Whether the operation selects a field of several subgraphs whose abstract type has other members in one of them than in
 * another. Each subgraph may return members that the others do not know, and only the subgraph itself can resolve them.
 */
export function selectsDifferingMembers(graph: Graph, document: DocumentNode): boolean {
  let found = false;
  const types = new TypeInfo(graph.api);
  const enter = (): void => {
    const [parent, field, type] = [types.getParentType(), types.getFieldDef(), types.getType()];
    if (!parent || !field || !type || !isAbstractType(getNamedType(type))) return;
    found ||= membersBySubgraph(graph, parent.name, field.name).size > 1;
  };
  visit(document, visitWithTypeInfo(types, { Field: enter }));
  return found;
}

/** The different lists of members that the field has, as texts. */
function membersBySubgraph({ subgraphs }: Graph, parent: string, field: string): ReadonlySet<string> {
  const lists = new Set<string>();
  for (const { schema } of subgraphs.values()) {
    const type = schema.getType(parent);
    if (!isCompositeType(type) || !('getFields' in type)) continue;
    const own = type.getFields()[field];
    if (own !== undefined) lists.add([...possibleTypes(schema, getNamedType(own.type))].sort().join());
  }
  return lists;
}
