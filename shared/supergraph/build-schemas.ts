import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { type DocumentNode, GraphQLError, type GraphQLSchema } from 'graphql';
import { StartError } from '../core/start-error.ts';

/** The schema that clients query: the supergraph without its machinery and without what is `@inaccessible`. */
export function buildApiSchema(supergraph: DocumentNode): GraphQLSchema {
  return build(supergraph).apiSchema().toGraphQLJSSchema();
}

/** The schemas of some subgraphs, by name, as they were before composition. */
export function buildSubgraphSchemas(
  supergraph: DocumentNode,
  names: ReadonlySet<string>,
): ReadonlyMap<string, GraphQLSchema> {
  const schemas = new Map<string, GraphQLSchema>();
  if (names.size === 0) return schemas;
  for (const { name, schema } of build(supergraph).subgraphs().values()) {
    if (names.has(name)) schemas.set(name, schema.toGraphQLJSSchema());
  }
  return schemas;
}

function build(supergraph: DocumentNode): Supergraph {
  try {
    return Supergraph.build(supergraph, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
  } catch (cause) {
    if (!(cause instanceof GraphQLError)) throw cause;
    throw new StartError({ message: `supergraph: ${cause.message}` });
  }
}
