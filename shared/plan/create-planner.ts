import { type DocumentNode, type FragmentDefinitionNode, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql';
import { FrontageError } from '../core/errors.ts';
import type { Planner, PlanRequest } from '../core/planner.ts';
import { StartError } from '../core/start-error.ts';
import { canonicalOperation } from './canonical-operation.ts';
import { compilePlan } from './compile-plan.ts';
import { draftFetches } from './fetches/draft-fetches.ts';
import type { FetchDraft as NewDraft } from './fetches/fetch-draft.ts';
import type { FetchDraft } from './join-fetches.ts';
import { buildKeyIndex } from './key-index.ts';
import { readSupergraph } from './model/read-supergraph.ts';
import type { SupergraphModel } from './model/supergraph-model.ts';
import { ownDirectives } from './own-directives.ts';
import { normalize } from './operation/normalize.ts';
import { solve } from './solve/solve.ts';
import { buildTypeIndex } from './type-index.ts';

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
  const types = buildTypeIndex(supergraph);
  const keyIndex = buildKeyIndex(supergraph);
  return {
    overrideLabels: model.overrideLabels,
    isInterfaceObject: (name) => types.isInterfaceObject(name),
    async plan({ document, operationName, overrides }: PlanRequest) {
      const canonical = canonicalOperation(document, schema);
      const { operation, fragments } = readDocument(canonical.document, operationName);
      const isMutation = operation.operation === 'mutation';
      try {
        const solution = solve({
          model,
          selection: normalize(
            operation.selectionSet,
            isMutation ? model.rootTypes.mutation : model.rootTypes.query,
            fragments,
            model,
          ),
          isMutation,
          labels: new Set(overrides),
          keyOf: canonical.keyOf,
        });
        const drafts = draftFetches(solution.fetches, {
          model,
          operationName: operation.name?.value,
          variables: operation.variableDefinitions ?? [],
          directives: ownDirectives(operation.directives),
        });
        const { plan, unplanned } = compilePlan({
          drafts: drafts.map((one) => oldDraft(one, drafts)),
          unresolvable: solution.unresolvable,
          types,
          keyIndex,
          fixedFields: new Map(),
        });
        return { plan, keyOf: canonical.keyOf, unplanned };
      } catch (cause) {
        throw new FrontageError('QUERY_PLANNING_FAILED', { cause });
      }
    },
    async close() {},
  };
}

function oldDraft(draft: NewDraft, all: readonly NewDraft[]): FetchDraft {
  const { subgraph, document, operationName, operationKind, path, requires, after } = draft;
  const before = new Set(after);
  for (const one of before) for (const earlier of all[one]?.after ?? []) before.add(earlier);
  return {
    node: {
      kind: 'Fetch',
      serviceName: subgraph,
      requires: requires as never,
      variableUsages: [],
      operation: '',
      operationKind,
      operationName,
      inputRewrites: draft.inputRewrites as never,
      outputRewrites: draft.outputRewrites as never,
      contextRewrites: draft.contextRewrites as never,
    },
    document,
    path,
    conditions: [],
    before: [...before],
    after,
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

function readDocument({ definitions }: DocumentNode, name: string | undefined) {
  const operation = definitions.find(
    (node): node is OperationDefinitionNode =>
      node.kind === Kind.OPERATION_DEFINITION && (name === undefined || node.name?.value === name),
  );
  if (operation === undefined) throw new TypeError('the document has no such operation');
  const fragments = new Map(
    definitions.flatMap((node): [string, FragmentDefinitionNode][] =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [],
    ),
  );
  return { operation, fragments };
}
