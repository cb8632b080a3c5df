import type { DocumentNode, GraphQLSchema } from 'graphql';
import { FrontageError } from '../core/errors.ts';
import { readOperation } from '../core/graphql/read-operation.ts';
import type { PlannedOperation, Planner, PlanRequest } from '../core/planner.ts';
import { StartError } from '../core/start-error.ts';
import { compilePlan } from './compile/compile-plan.ts';
import { addAlternativeKeys } from './fetches/alternative-keys.ts';
import { draftFetches } from './fetches/draft-fetches.ts';
import { mergeFetches } from './fetches/merge-fetches.ts';
import { readSupergraph } from './model/read-supergraph.ts';
import type { SupergraphModel } from './model/supergraph-model.ts';
import { buildTypeIndex } from './model/type-index.ts';
import { canonicalOperation } from './operation/canonical-operation.ts';
import { createFieldSetSelector } from './operation/field-set-selection.ts';
import { normalize } from './operation/normalize.ts';
import { ownDirectives } from './operation/own-directives.ts';
import { createPlanningTurns, type Turn } from './planning-turns.ts';
import { solve } from './solve/solve.ts';

export interface PlannerOptions {
  /** Without connector directives. */
  readonly supergraph: DocumentNode;
  /** What clients see of it. */
  readonly schema: GraphQLSchema;
  /** Longest time for one plan, without the time of other work on the event loop. */
  readonly timeoutMs: number;
  /** The same for what is planned before a request needs it. By default the same time. */
  readonly aheadTimeoutMs?: number;
  /** Most operations that are planned at once for requests. */
  readonly maxWaiting?: number;
}

const defaultMaxWaiting = 100;

/** Creates a planner for a supergraph. Rejects with a `StartError` if the supergraph cannot be planned. */
export async function createPlanner({
  supergraph,
  schema,
  timeoutMs,
  aheadTimeoutMs = timeoutMs,
  maxWaiting = defaultMaxWaiting,
}: PlannerOptions): Promise<Planner> {
  const turns = createPlanningTurns(maxWaiting);
  const model = readModel(supergraph);
  const types = buildTypeIndex(model);

  async function plan(
    { document, operationName, overrides }: PlanRequest,
    turn: Turn,
  ): Promise<PlannedOperation> {
    const canonical = canonicalOperation(document, schema);
    const { definition, fragments, variables } = readOperation(canonical.document, operationName);
    if (definition.operation === 'subscription') throw new TypeError('subscriptions are not planned');
    const select = createFieldSetSelector(canonical.keyOf, model);
    const { graph, unresolvable } = await solve(
      {
        model,
        selection: normalize(
          definition.selectionSet,
          model.rootTypes[definition.operation],
          fragments,
          model,
        ),
        isMutation: definition.operation === 'mutation',
        labels: new Set(overrides),
        select,
      },
      turn,
    );
    const conversions = addAlternativeKeys(graph, model, types, select);
    const chosen = mergeFetches({ fetches: graph.fetches, conversions });
    const drafts = await draftFetches(
      chosen,
      {
        model,
        operationName: definition.name?.value,
        variables,
        directives: ownDirectives(definition.directives),
      },
      turn,
    );
    return {
      plan: await compilePlan({ drafts, types }, turn),
      keyOf: canonical.keyOf,
      unplanned: unresolvable,
    };
  }

  return {
    overrideLabels: model.overrideLabels,
    isInterfaceObject: (name) => types.isInterfaceObject(name),
    async plan(request) {
      const { isAhead = false, cancellation } = request;
      const task = { timeoutMs: isAhead ? aheadTimeoutMs : timeoutMs, isAhead, cancellation };
      try {
        return await turns.run(task, (turn) => plan(request, turn));
      } catch (cause) {
        throw cause instanceof FrontageError ? cause : new FrontageError('QUERY_PLANNING_FAILED', { cause });
      }
    },
    async close() {
      turns.close();
    },
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
