import { type DocumentNode, type GraphQLSchema, Kind, print } from 'graphql';
import { FrontageError } from '../core/errors.ts';
import type { Planner, PlanRequest } from '../core/planner.ts';
import { StartError } from '../core/start-error.ts';
import { canonicalOperation } from './canonical-operation.ts';
import { partChainedRequirements } from './chained-requirements.ts';
import { compilePlan } from './compile-plan.ts';
import { queryTypeOf, withEntryFields } from './entry-fields.ts';
import { hideExactLiterals } from './exact-literals.ts';
import { inconsistentFields } from './inconsistent-fields.ts';
import { buildKeyIndex } from './key-index.ts';
import { withPinnedFields } from './pinned-fields.ts';
import { createPlanningThread, usualMaxWaiting } from './planning-thread.ts';
import { separateRequiredFields } from './required-fields.ts';
import { buildSubgraphTypes } from './subgraph-types.ts';
import { buildTypeIndex } from './type-index.ts';
import { usableKeysFirst } from './usable-keys-first.ts';

export interface PlannerOptions {
  /** Without connector directives. */
  readonly supergraph: DocumentNode;
  /** What clients see of it. */
  readonly schema: GraphQLSchema;
  /** Longest time for one plan; a plan that takes longer is given up and its thread is ended. */
  readonly timeoutMs: number;
  /** The same for what is planned before anybody asks. Not given: as long. */
  readonly aheadTimeoutMs?: number;
  /** Most operations that wait. */
  readonly maxWaiting?: number;
}

/**
 * Apollo's planner on a thread of its own, its plans compiled here. Resolves when the thread is ready to plan; rejects
 * with a `StartError` when the planner refuses the supergraph.
 */
export async function createPlanner({
  supergraph,
  schema,
  timeoutMs,
  aheadTimeoutMs = timeoutMs,
  maxWaiting = usualMaxWaiting,
}: PlannerOptions): Promise<Planner> {
  const { supergraph: separated, fixedFields } = separateRequiredFields(supergraph);
  const types = buildTypeIndex(separated);
  const subgraphTypes = buildSubgraphTypes(separated);
  const keyIndex = buildKeyIndex(separated);
  const { supergraph: parted, partOf } = partChainedRequirements(usableKeysFirst(separated));
  const queryType = queryTypeOf(parted)?.name.value ?? '';
  const inconsistent = inconsistentFields(buildSubgraphTypes(parted), queryType);
  const known = inconsistent.types.filter(({ type }) => schema.getType(type) !== undefined);
  const { supergraph: entered, entries } = withEntryFields(parted, known);
  const { supergraph: plannable, pinned } = withPinnedFields(entered, inconsistent.starts, schema);
  const thread = createPlanningThread(
    { supergraphSdl: print(plannable), inconsistentFields: [...inconsistent.names], entries, pinned },
    timeoutMs,
    maxWaiting,
  );
  await thread.ready.catch((cause: unknown) => refuse(cause));
  return {
    overrideLabels: types.overrideLabels,
    isInterfaceObject: (name) => types.isInterfaceObject(name),
    async plan({ document, operationName, overrides, isAhead, cancellation }: PlanRequest) {
      const canonical = canonicalOperation(document, schema);
      const literals = hideExactLiterals(canonical.document, schema);
      const { plan, unplanned } = await thread.plan({
        document: print(literals.document),
        operationName,
        overrides,
        timeoutMs: isAhead ? aheadTimeoutMs : timeoutMs,
        isAhead,
        cancellation,
      });
      const compiled = orRefused(() =>
        compilePlan({
          plan,
          document: canonical.document,
          types,
          subgraphTypes,
          keyIndex,
          fixedFields,
          partOf,
          restoreLiterals: literals.restore,
          isMutation: isMutation(document, operationName),
        }),
      );
      return {
        plan: compiled.plan,
        keyOf: canonical.keyOf,
        unplanned: [...unplanned, ...compiled.unplanned],
      };
    },
    close: () => thread.close(),
  };
}

/** A plan of a form that is not known is no plan. */
function orRefused<Result>(compile: () => Result): Result {
  try {
    return compile();
  } catch (cause) {
    throw new FrontageError('QUERY_PLANNING_FAILED', { cause });
  }
}

function refuse(cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw new StartError({
    key: 'supergraph',
    message: `the query planner refuses this supergraph: ${reason.replace(/\s+/g, ' ').trim()}`,
  });
}

function isMutation(document: DocumentNode, name: string | undefined): boolean {
  return document.definitions.some(
    (node) =>
      node.kind === Kind.OPERATION_DEFINITION &&
      node.operation === 'mutation' &&
      (name === undefined || node.name?.value === name),
  );
}
