import { parentPort, workerData } from 'node:worker_threads';
import { parse } from 'graphql';
import { requireCommonJs } from '../core/require-commonjs.ts';
import { withDecidedConditions } from './decided-conditions.ts';
import { replaceForeignFragments } from './foreign-fragments.ts';
import type { PlannerMessage, PlannerStart, PlanOrder } from './planner-messages.ts';

const {
  operationFromDocument,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  Supergraph,
}: typeof import('@apollo/federation-internals') = requireCommonJs('@apollo/federation-internals');
const { QueryPlanner }: typeof import('@apollo/query-planner') = requireCommonJs('@apollo/query-planner');

/** The planning thread: the planner knows no time limit, so it runs where it can be ended from outside. */
const { supergraphSdl }: PlannerStart = workerData;
const port = parentPort;
if (port === null) throw new TypeError('this file is a worker');

const supergraph = Supergraph.build(supergraphSdl, {
  supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  validateSupergraph: false,
});
const planner = new QueryPlanner(supergraph, {
  // A compiled fetch looks at its selections in place.
  reuseQueryFragments: false,
  generateQueryFragments: false,
});
const schema = supergraph.apiSchema();
const withoutForeignFragments = replaceForeignFragments(parse(supergraphSdl), schema.toGraphQLJSSchema());

port.on('message', ({ id, document, operationName, overrides }: PlanOrder) => {
  port.postMessage(answer());

  function answer(): PlannerMessage {
    try {
      const plannable = withDecidedConditions(withoutForeignFragments(parse(document)));
      const operation = operationFromDocument(schema, plannable, {
        ...(operationName !== undefined && { operationName }),
        // Required fields with arguments have names of their own here, which clients cannot use.
        validate: false,
      });
      const overrideConditions = new Map(overrides.map((label) => [label, true]));
      return { kind: 'planned', id, plan: planner.buildQueryPlan(operation, { overrideConditions }) };
    } catch (error) {
      return { kind: 'refused', id, reason: error instanceof Error ? error.message : String(error) };
    }
  }
});
port.postMessage({ kind: 'ready' } satisfies PlannerMessage);
