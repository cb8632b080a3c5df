import type { DocumentNode, GraphQLSchema } from 'graphql';
import { withExactLiterals } from '../core/graphql/exact-literals.ts';
import { buildVisibleSchema } from './api/build-visible-schema.ts';
import { readSubgraphs } from './read-subgraphs.ts';
import { buildSubgraphSchema } from './subgraph/build-subgraph-schema.ts';

/**
 * Builds the schema that clients query: the supergraph without federation types, directives and `@inaccessible`
 * elements. Throws a `StartError` for a supergraph that is not valid.
 */
export function buildApiSchema(supergraph: DocumentNode): GraphQLSchema {
  return withExactLiterals(buildVisibleSchema(supergraph));
}

/** Builds the schemas of the named subgraphs, as they were before composition. Expects a valid supergraph. */
export function buildSubgraphSchemas(
  supergraph: DocumentNode,
  names: ReadonlySet<string>,
): ReadonlyMap<string, GraphQLSchema> {
  const schemas = new Map<string, GraphQLSchema>();
  if (names.size === 0) return schemas;
  for (const [graph, { name }] of readSubgraphs(supergraph))
    if (names.has(name)) schemas.set(name, withExactLiterals(buildSubgraphSchema(supergraph, graph)));
  return schemas;
}
