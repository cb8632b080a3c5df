import type { Supergraph } from '@apollo/federation-internals';
import { type DocumentNode, GraphQLError, type GraphQLSchema } from 'graphql';
import { withExactLiterals } from '../core/graphql/exact-literals.ts';
import { implementedFeatures } from '../core/graphql/supergraph-features.ts';
import { requireCommonJs } from '../core/runtime/require-commonjs.ts';
import { StartError } from '../core/start-error.ts';

const federation: typeof import('@apollo/federation-internals') = requireCommonJs(
  '@apollo/federation-internals',
);

/**
 * Builds the schema that clients query: the supergraph without federation types, directives and `@inaccessible`
 * elements.
 */
export function buildApiSchema(supergraph: DocumentNode): GraphQLSchema {
  const complete = build(supergraph, { validate: true });
  return withExactLiterals(asStartError(() => complete.apiSchema()).toGraphQLJSSchema());
}

/** Builds the schemas of the named subgraphs, as they were before composition. */
export function buildSubgraphSchemas(
  supergraph: DocumentNode,
  names: ReadonlySet<string>,
): ReadonlyMap<string, GraphQLSchema> {
  const schemas = new Map<string, GraphQLSchema>();
  if (names.size === 0) return schemas;
  // Composition has validated it, and the planner will. Validating it here too would cost a fifth of a cold start.
  for (const { name, schema } of build(supergraph, { validate: false }).subgraphs().values()) {
    if (names.has(name)) schemas.set(name, withExactLiterals(schema.toGraphQLJSSchema()));
  }
  return schemas;
}

function build(supergraph: DocumentNode, { validate }: { readonly validate: boolean }): Supergraph {
  return asStartError(() =>
    federation.Supergraph.build(supergraph, {
      supportedFeatures: new Set(implementedFeatures),
      validateSupergraph: validate,
    }),
  );
}

/** Reports an invalid supergraph as a `StartError`: its composition or its contract must be corrected. */
function asStartError<Result>(action: () => Result): Result {
  try {
    return action();
  } catch (cause) {
    if (!(cause instanceof GraphQLError)) throw cause;
    const message = `the query planner refuses this supergraph: ${cause.message.replace(/\s+/g, ' ').trim()}`;
    throw new StartError({ key: 'supergraph', message });
  }
}
