import { parentPort, workerData } from 'node:worker_threads';
import {
  operationFromDocument,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  Supergraph,
} from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';
import type { PlannerMessage, PlannerStart, PlanOrder } from './planner-messages.ts';

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

port.on('message', ({ id, document, operationName, overrides }: PlanOrder) => {
  port.postMessage(answer());

  function answer(): PlannerMessage {
    try {
      const operation = operationFromDocument(schema, parse(document), {
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
