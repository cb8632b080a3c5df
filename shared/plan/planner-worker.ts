import { parentPort, workerData } from 'node:worker_threads';
import { type DocumentNode, type GraphQLSchema, Kind, parse } from 'graphql';
import { implementedFeatures } from '../core/graphql/supergraph-features.ts';
import { captureConsole } from '../core/runtime/capture-output.ts';
import { requireCommonJs } from '../core/runtime/require-commonjs.ts';
import { type CompletePlan, type CompletePlanOptions, completePlan } from './complete-plan.ts';
import { withDecidedConditions } from './decided-conditions.ts';
import { replaceForeignFragments } from './foreign-fragments.ts';
import type { PlannerMessage, PlannerStart, PlanOrder } from './planner-messages.ts';
import { limitPlanningTime } from './planning-time.ts';
import { buildSubgraphTypes } from './subgraph-types.ts';
import { threadNumber } from './thread-time.ts';

const { operationFromDocument, Supergraph }: typeof import('@apollo/federation-internals') = requireCommonJs(
  '@apollo/federation-internals',
);
const { QueryPlanner }: typeof import('@apollo/query-planner') = requireCommonJs('@apollo/query-planner');

/** The planning thread: planning takes the event loop's time, and can be ended from outside here. */
const { supergraphSdl, inconsistentFields, entries, pinned }: PlannerStart = workerData;
const port = parentPort;
if (port === null) throw new TypeError('this file is a worker');

// Lines of libraries would stand among those of the log.
captureConsole((output) => port.postMessage({ kind: 'output', ...output } satisfies PlannerMessage));

const supergraph = Supergraph.build(supergraphSdl, {
  supportedFeatures: new Set(implementedFeatures),
  validateSupergraph: false,
});
const planner = new QueryPlanner(supergraph, {
  // A compiled fetch looks at its selections in place.
  reuseQueryFragments: false,
  generateQueryFragments: false,
});
const apiSchema = supergraph.apiSchema();
const schema = apiSchema.toGraphQLJSSchema();
const supergraphDocument = parse(supergraphSdl);
const withoutForeignFragments = replaceForeignFragments(supergraphDocument, schema);
const completion: Omit<CompletePlanOptions, 'plan'> = {
  inconsistentFields: new Set(inconsistentFields),
  entries,
  pinned,
  schema,
  types: buildSubgraphTypes(supergraphDocument),
  schemaOf,
};

const thread = threadNumber();
const time = limitPlanningTime(thread);

port.on('message', ({ id, document, operationName, overrides, timeoutMs }: PlanOrder) => {
  port.postMessage(answer());

  function answer(): PlannerMessage {
    try {
      const planned = time.limit(timeoutMs, complete);
      return { kind: 'planned', id, ...planned };
    } catch (error) {
      return { kind: 'refused', id, reason: error instanceof Error ? error.message : String(error) };
    }
  }

  function complete(): CompletePlan {
    const plannable = withDecidedConditions(withoutForeignFragments(parse(document)));
    const overrideConditions = new Map(overrides.map((label) => [label, true]));
    return completePlan(onlyOperation(plannable, operationName), {
      ...completion,
      plan(one) {
        // Required fields with arguments have names of their own here, which clients cannot use.
        time.check();
        const operation = operationFromDocument(apiSchema, one, { validate: false });
        return planner.buildQueryPlan(operation, { overrideConditions });
      },
    });
  }
});
port.postMessage({ kind: 'ready', thread } satisfies PlannerMessage);

function onlyOperation(document: DocumentNode, operationName: string | undefined): DocumentNode {
  const definitions = document.definitions.filter(
    (node) =>
      node.kind !== Kind.OPERATION_DEFINITION ||
      operationName === undefined ||
      node.name?.value === operationName,
  );
  return { ...document, definitions };
}

function schemaOf(name: string): GraphQLSchema {
  const subgraph = supergraph.subgraphs().get(name);
  if (subgraph === undefined) throw new TypeError(`there is no subgraph ${name}`);
  return subgraph.schema.toGraphQLJSSchema();
}
