import { parentPort, workerData } from 'node:worker_threads';
import { type DocumentNode, parse } from 'graphql';
import { createPlanner } from '../../shared/plan/create-planner.ts';
import { buildApiSchema } from '../../shared/supergraph/build-schemas.ts';
import { createApolloPlanner } from '../../test/conformance/plan-quality/create-apollo-planner.ts';
import {
  type PlanSize,
  sizeOfApolloPlan,
  sizeOfPlan,
} from '../../test/conformance/plan-quality/plan-size.ts';
import type { PlannerName, PlanOrder, PlanTimes } from './plan-order.ts';

/** A measuring thread: its code is cold, and nothing else runs on it. */
const { planner, supergraph, query, repetitions, budgetMs }: PlanOrder = workerData;
const warmUpShare = 0.2;
const timeoutMs = 600_000;

const document = parse(query);
const source = parse(supergraph, { noLocation: true });
const createdFrom = performance.now();
const plan = await createPlanning(planner, source);
const createMs = performance.now() - createdFrom;

const loop = watchLoop();
const times: number[] = [];
let size: PlanSize = { steps: 0, calls: 0 };
const endMs = performance.now() + budgetMs;
while (times.length < repetitions && (times.length < 2 || performance.now() < endMs)) {
  const startMs = performance.now();
  size = await plan(document);
  times.push(performance.now() - startMs);
  // So that the watch sees one plan at a time.
  await loop.turn();
}
const [coldMs = Number.NaN, ...later] = times;
const warmMs = later.slice(Math.floor(later.length * warmUpShare));
parentPort?.postMessage({ createMs, coldMs, warmMs, heldMs: loop.stop(), ...size } satisfies PlanTimes);

async function createPlanning(
  name: PlannerName,
  graph: DocumentNode,
): Promise<(operation: DocumentNode) => Promise<PlanSize>> {
  if (name === 'apollo') {
    const apollo = createApolloPlanner(graph);
    return async (operation) => sizeOfApolloPlan(apollo.plan(operation));
  }
  const native = await createPlanner({ supergraph: graph, schema: buildApiSchema(graph), timeoutMs });
  return async (operation) =>
    sizeOfPlan((await native.plan({ document: operation, operationName: undefined, overrides: [] })).plan);
}

/** Measures the longest time between two turns of the event loop. */
function watchLoop(): { readonly turn: () => Promise<void>; readonly stop: () => number } {
  let longestMs = 0;
  let lastMs = performance.now();
  let isOver = false;
  const tick = (): void => {
    const nowMs = performance.now();
    longestMs = Math.max(longestMs, nowMs - lastMs);
    lastMs = nowMs;
    if (!isOver) setImmediate(tick);
  };
  setImmediate(tick);
  return {
    turn: () => new Promise((resolve) => setImmediate(resolve)),
    stop: () => {
      isOver = true;
      return longestMs;
    },
  };
}
