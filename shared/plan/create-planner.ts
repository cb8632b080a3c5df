import type { DocumentNode, GraphQLSchema } from 'graphql';
import { FrontageError } from '../core/errors.ts';
import { readOperation } from '../core/graphql/read-operation.ts';
import type { PlannedOperation, Planner, PlanRequest } from '../core/planner.ts';
import { StartError } from '../core/start-error.ts';
import { compilePlan } from './compile/compile-plan.ts';
import { addAlternativeKeys } from './fetches/alternative-keys.ts';
import { draftFetches } from './fetches/draft-fetches.ts';
import { readSupergraph } from './model/read-supergraph.ts';
import type { SupergraphModel } from './model/supergraph-model.ts';
import { buildTypeIndex } from './model/type-index.ts';
import { canonicalOperation } from './operation/canonical-operation.ts';
import { createFieldSetSelector } from './operation/field-set-selection.ts';
import { normalize } from './operation/normalize.ts';
import { ownDirectives } from './operation/own-directives.ts';
import { solve } from './solve/solve.ts';

export interface PlannerOptions {
  /** Without connector directives. */
  readonly supergraph: DocumentNode;
  /** What clients see of it. */
  readonly schema: GraphQLSchema;
  readonly timeoutMs: number;
  readonly aheadTimeoutMs?: number;
  readonly maxWaiting?: number;
}

/** Creates a planner for a supergraph. Rejects with a `StartError` if the supergraph cannot be planned. */
export async function createPlanner({ supergraph, schema }: PlannerOptions): Promise<Planner> {
  const model = readModel(supergraph);
  const types = buildTypeIndex(model);

  function plan({ document, operationName, overrides }: PlanRequest): PlannedOperation {
    const canonical = canonicalOperation(document, schema);
    const { definition, fragments, variables } = readOperation(canonical.document, operationName);
    if (definition.operation === 'subscription') throw new TypeError('subscriptions are not planned');
    const select = createFieldSetSelector(canonical.keyOf, model);
    const { graph, unresolvable } = solve({
      model,
      selection: normalize(definition.selectionSet, model.rootTypes[definition.operation], fragments, model),
      isMutation: definition.operation === 'mutation',
      labels: new Set(overrides),
      select,
    });
    const conversions = addAlternativeKeys(graph, model, types, select);
    const drafts = draftFetches(graph.fetches, conversions, {
      model,
      operationName: definition.name?.value,
      variables,
      directives: ownDirectives(definition.directives),
    });
    return { plan: compilePlan({ drafts, types }), keyOf: canonical.keyOf, unplanned: unresolvable };
  }

  return {
    overrideLabels: model.overrideLabels,
    isInterfaceObject: (name) => types.isInterfaceObject(name),
    async plan(request) {
      try {
        return plan(request);
      } catch (cause) {
        throw new FrontageError('QUERY_PLANNING_FAILED', { cause });
      }
    },
    async close() {},
  };
}

function readModel(supergraph: DocumentNode): SupergraphModel {
  try {
    return readSupergraph(supergraph);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartError({
      key: 'supergraph',
      message: `the query planner refuses this supergraph: ${reason.replace(/\s+/g, ' ').trim()}`,
    });
  }
}
