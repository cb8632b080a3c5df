import {
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import type { TypeInSubgraph } from './inconsistent-fields.ts';
import { argumentsOf, directivesNamed, subgraphNames } from './join-directives.ts';

/** A root field of the planned graph that no client's schema has: an object of a type that a subgraph has returned. */
export interface Entry extends TypeInSubgraph {
  readonly field: string;
}

export interface SupergraphWithEntries {
  readonly supergraph: DocumentNode;
  readonly entries: readonly Entry[];
}

/**
 * Adds a root field for each of the types, resolved by its subgraph alone. With it the planner can be asked for what an
 * object needs that is known to come from there. Nothing else is planned otherwise for it.
 */
export function withEntryFields(
  supergraph: DocumentNode,
  types: readonly TypeInSubgraph[],
): SupergraphWithEntries {
  const root = queryTypeOf(supergraph);
  if (root === undefined || types.length === 0) return { supergraph, entries: [] };
  const graphs = new Map([...subgraphNames(supergraph)].map(([graph, name]) => [name, graph]));
  const taken = new Set(root.fields?.map(({ name }) => name.value));
  let last = 0;
  const entries = types.map(({ subgraph, type }): Entry => {
    do last += 1;
    while (taken.has(`entry_${last}`));
    return { subgraph, type, field: `entry_${last}` };
  });
  const fields = entries.map(({ subgraph, type, field }) =>
    entryField(field, type, graphs.get(subgraph) ?? subgraph),
  );
  const withFields: ObjectTypeDefinitionNode = {
    ...root,
    directives: withGraphs(root.directives ?? [], [
      ...new Set(entries.map(({ subgraph }) => graphs.get(subgraph) ?? subgraph)),
    ]),
    fields: [...(root.fields ?? []), ...fields],
  };
  const definitions = supergraph.definitions.map((node) => (node === root ? withFields : node));
  return { supergraph: { ...supergraph, definitions }, entries };
}

export function queryTypeOf({ definitions }: DocumentNode): ObjectTypeDefinitionNode | undefined {
  const named = definitions
    .flatMap((node) => (node.kind === Kind.SCHEMA_DEFINITION ? node.operationTypes : []))
    .find(({ operation }) => operation === 'query')?.type.name.value;
  return definitions.find(
    (node): node is ObjectTypeDefinitionNode =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === (named ?? 'Query'),
  );
}

function entryField(field: string, type: string, graph: string): FieldDefinitionNode {
  return {
    kind: Kind.FIELD_DEFINITION,
    name: { kind: Kind.NAME, value: field },
    type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
    directives: [joinDirective('join__field', graph)],
  };
}

/** A subgraph without root fields of its own may not be said to have the root type. */
function withGraphs(
  directives: readonly ConstDirectiveNode[],
  graphs: readonly string[],
): readonly ConstDirectiveNode[] {
  const known = new Set(directivesNamed(directives, 'join__type').map((join) => argumentsOf(join)['graph']));
  const missing = graphs.filter((graph) => !known.has(graph));
  return [...directives, ...missing.map((graph) => joinDirective('join__type', graph))];
}

function joinDirective(name: string, graph: string): ConstDirectiveNode {
  const argument: ConstArgumentNode = {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: 'graph' },
    value: { kind: Kind.ENUM, value: graph },
  };
  return { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: name }, arguments: [argument] };
}
