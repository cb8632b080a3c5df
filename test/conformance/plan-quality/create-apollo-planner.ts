import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import { implementedFeatures } from '../../../shared/core/graphql/supergraph-features.ts';
import { requireCommonJs } from '../../../shared/core/runtime/require-commonjs.ts';

const { operationFromDocument, Supergraph }: typeof import('@apollo/federation-internals') = requireCommonJs(
  '@apollo/federation-internals',
);
const { QueryPlanner }: typeof import('@apollo/query-planner') = requireCommonJs('@apollo/query-planner');

/** With more ways to a field, a plan takes minutes; it is then refused. */
const pathsLimit = 1000;

/** Apollo's planner, as its gateway configures it, without fragments in the fetches. */
export interface ApolloPlanner {
  /** Throws if the planner refuses the operation. */
  plan(document: DocumentNode): QueryPlan;
}

/** Throws if the planner refuses the supergraph. */
export function createApolloPlanner(supergraph: DocumentNode): ApolloPlanner {
  const graph = Supergraph.build(supergraph, {
    supportedFeatures: new Set(implementedFeatures),
    validateSupergraph: false,
  });
  const planner = new QueryPlanner(graph, {
    reuseQueryFragments: false,
    generateQueryFragments: false,
    debug: { pathsLimit },
  });
  const schema = graph.apiSchema();
  return {
    plan: (document) => planner.buildQueryPlan(operationFromDocument(schema, document, { validate: false })),
  };
}
