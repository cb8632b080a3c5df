import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import type { FieldInSubgraph } from './inconsistent-fields.ts';
import { argumentsOf, directivesNamed, subgraphNames } from './join-directives.ts';

/** A field of the planned graph that no client's schema has: one that several subgraphs share, as one of them has it. */
export interface PinnedField extends FieldInSubgraph {
  /** What it is called in the planned graph. */
  readonly field: string;
}

export interface SupergraphWithPinnedFields {
  readonly supergraph: DocumentNode;
  readonly pinned: readonly PinnedField[];
}

/**
 * Adds to each object a field that only one subgraph resolves, for one that it shares with others. With it the planner
 * can be made to take that way. Nothing else is planned otherwise for it.
 *
 * `schema`: what clients see of the supergraph.
 */
export function withPinnedFields(
  supergraph: DocumentNode,
  fields: readonly FieldInSubgraph[],
  schema: GraphQLSchema,
): SupergraphWithPinnedFields {
  const nextName = createNames(supergraph);
  const graphs = new Map([...subgraphNames(supergraph)].map(([graph, name]) => [name, graph]));
  const pinned: PinnedField[] = [];
  const definitions = supergraph.definitions.map((node) => {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) return node;
    const added = fields
      .filter(({ type }) => type === node.name.value)
      .flatMap((one): FieldDefinitionNode[] => {
        const definition = definitionFor(one, node, graphs.get(one.subgraph) ?? one.subgraph, schema);
        if (definition === undefined) return [];
        const field = nextName();
        pinned.push({ ...one, field });
        return [{ ...definition, name: { kind: Kind.NAME, value: field } }];
      });
    return added.length === 0 ? node : { ...node, fields: [...(node.fields ?? []), ...added] };
  });
  return pinned.length === 0
    ? { supergraph, pinned }
    : { supergraph: { ...supergraph, definitions }, pinned };
}

/** Undefined where clients do not see the field, and where the subgraph does not resolve it. */
function definitionFor(
  { name }: FieldInSubgraph,
  type: ObjectTypeDefinitionNode,
  graph: string,
  schema: GraphQLSchema,
): FieldDefinitionNode | undefined {
  const visibleType = schema.getType(type.name.value);
  const visible = isObjectType(visibleType) ? visibleType.getFields()[name] : undefined;
  const definition = type.fields?.find((one) => one.name.value === name);
  if (visible === undefined || definition === undefined) return undefined;
  const joins = directivesNamed(definition.directives, 'join__field');
  const own = joins.length === 0 ? joinOf(graph) : joins.find((join) => argumentsOf(join)['graph'] === graph);
  if (own === undefined) return undefined;
  const { external, usedOverridden, overrideLabel } = argumentsOf(own);
  // While a field moves from one subgraph to another, who resolves it is up to the request.
  if (external === 'true' || usedOverridden === 'true' || overrideLabel !== undefined) return undefined;
  const seen = new Set(visible.args.map((argument) => argument.name));
  return {
    kind: Kind.FIELD_DEFINITION,
    name: definition.name,
    type: definition.type,
    arguments: (definition.arguments ?? []).filter((argument) => seen.has(argument.name.value)),
    directives: [
      { ...own, arguments: (own.arguments ?? []).filter(({ name: one }) => one.value !== 'override') },
    ],
  };
}

function joinOf(graph: string): ConstDirectiveNode {
  const value = { kind: Kind.ENUM, value: graph } as const;
  const argument = { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'graph' }, value } as const;
  return { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'join__field' }, arguments: [argument] };
}

function createNames({ definitions }: DocumentNode): () => string {
  const taken = new Set(
    definitions.flatMap((node) =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION
        ? (node.fields ?? []).map(({ name }) => name.value)
        : [],
    ),
  );
  let last = 0;
  return () => {
    do last += 1;
    while (taken.has(`pinned_${last}`));
    return `pinned_${last}`;
  };
}
