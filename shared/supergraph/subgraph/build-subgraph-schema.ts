import {
  buildASTSchema,
  type DocumentNode,
  type GraphQLScalarType,
  type GraphQLSchema,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  specifiedScalarTypes,
  type TypeDefinitionNode,
} from 'graphql';
import { namedType } from '../../core/graphql/named-type.ts';
import { documentNode, namedTypeNode } from '../../core/graphql/nodes.ts';
import { executableLocations, isExecutable } from '../executable-locations.ts';
import { subgraphTypes } from './subgraph-types.ts';

/**
 * Builds the schema of one subgraph as the subgraph serves it, from the supergraph: with `_service`, with `_entities`,
 * and with the executable directives of the graph, which fetches can contain. `graph`: its value of `join__Graph`.
 */
export function buildSubgraphSchema(supergraph: DocumentNode, graph: string): GraphQLSchema {
  const types = subgraphTypes(supergraph, graph);
  const entities = types.filter(
    (node) =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION && node.directives?.some(({ name }) => name.value === 'key'),
  );
  const known = new Set([...types, ...specifiedScalarTypes].map(nameOf));
  const directives = supergraph.definitions.flatMap((node) => {
    if (node.kind !== Kind.DIRECTIVE_DEFINITION || !isExecutable(node)) return [];
    // No fetch of the subgraph has a directive with an argument that the subgraph cannot read.
    if (node.arguments?.some(({ type }) => !known.has(namedType(type)))) return [];
    return [{ ...node, locations: node.locations.filter(({ value }) => executableLocations.has(value)) }];
  });
  const definitions = [...withOperations(types, entities), ...directives];
  return buildASTSchema(documentNode(definitions), { assumeValidSDL: true });
}

function nameOf({ name }: TypeDefinitionNode | GraphQLScalarType): string {
  return typeof name === 'string' ? name : name.value;
}

/** Federation subgraph specification, section "Subgraph schema additions". */
const additions = parse(
  `
    type Query { _entities(representations: [_Any!]!): [_Entity]! _service: _Service! }
    scalar _Any
    type _Service { sdl: String }
  `,
  { noLocation: true },
).definitions;

function withOperations(
  types: readonly TypeDefinitionNode[],
  entities: readonly TypeDefinitionNode[],
): TypeDefinitionNode[] {
  const added = additions.filter((node) => node.kind === Kind.SCALAR_TYPE_DEFINITION || isObject(node));
  const [operations] = added.filter(isObject);
  const own = (operations?.fields ?? []).filter(
    ({ name }) => entities.length > 0 || name.value !== '_entities',
  );
  const query = types.filter(isObject).find(({ name }) => name.value === 'Query') ?? operations;
  if (query === undefined) return [...types];
  const fields = query === operations ? own : [...(query.fields ?? []), ...own];
  return [
    { ...query, fields },
    ...types.filter((node) => node !== query),
    ...added.filter((node) => node !== operations),
    ...(entities.length > 0 ? [entityUnion(entities)] : []),
  ];
}

function entityUnion(entities: readonly TypeDefinitionNode[]): TypeDefinitionNode {
  return {
    kind: Kind.UNION_TYPE_DEFINITION,
    name: { kind: Kind.NAME, value: '_Entity' },
    types: entities.map(({ name }) => namedTypeNode(name.value)),
  };
}

function isObject(node: { readonly kind: string }): node is ObjectTypeDefinitionNode {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION;
}
