import type { Settings } from '../config/settings-schema.ts';
import type { LastGood } from '../core/degradation.ts';
import type { EngineOptions, GraphEngine } from '../core/engine.ts';
import type { Closers } from '../core/runtime/closers.ts';
import { createNativeEngine, type NativeEngineOptions } from '../execute/native-engine.ts';
import { createReferenceEngine } from '../execute/reference-engine.ts';
import { createPlanner } from '../plan/create-planner.ts';
import { compileResponseWriter } from '../response/compile-response-writer.ts';
import type { UpstreamsOptions } from '../upstream/create-upstreams.ts';
import type { RequestHeaderRule } from '../upstream/headers/header-rules.ts';
import { compileSharingKey } from '../upstream/resilience/deduplication-key.ts';
import type { ClientSchema } from './load/client-schemas.ts';
import type { GraphDescription } from './load/load-graph.ts';
import { compileCachePartition } from './options/degradation.ts';

/** One engine for each contract, in the same order; they share a planner. All of it is left to `closers`. */
export async function createEngines(
  settings: Settings,
  graph: GraphDescription,
  lastGood: LastGood,
  options: EngineOptions,
  closers: Closers,
): Promise<GraphEngine[]> {
  const createEngine = await chooseEngine(settings, graph, lastGood, options, closers);
  const engines: GraphEngine[] = [];
  for (const contract of graph.contracts.all) {
    const engine = await createEngine(contract);
    closers.add(() => engine.close());
    engines.push(engine);
  }
  return engines;
}

async function chooseEngine(
  settings: Settings,
  { schema, upstreams, rules }: GraphDescription,
  lastGood: LastGood,
  options: EngineOptions,
  closers: Closers,
): Promise<(contract: ClientSchema) => GraphEngine | Promise<GraphEngine>> {
  if (settings.engine === 'reference') return () => createReferenceEngine(options);
  const { supergraph } = options;
  const { planTimeout, planning, limits } = settings;
  const planner = await createPlanner({
    supergraph,
    schema,
    timeoutMs: planTimeout,
    aheadTimeoutMs: Math.max(planTimeout, planning.startTimeout),
    maxWaiting: planning.queue,
  });
  closers.add(() => planner.close());
  const common: Omit<NativeEngineOptions, 'schema' | 'view'> = {
    ...options,
    planner,
    compileResponseWriter,
    maxResponseBytes: limits.response,
    maxSelections: limits.operation.selections,
    failuresKeptMs: planning.failuresKept,
    sharingKey: settings.deduplication.requests ? compileSharingKey(forwardRules(upstreams)) : undefined,
    overrideLabels: settings.overrideLabels,
    degradation: { rules, lastGood, cachePartitionOf: compileCachePartition(upstreams) },
  };
  return (contract) => createNativeEngine({ ...common, schema: contract.schema, view: contract.view });
}

function forwardRules({ subgraphs, sources }: UpstreamsOptions): RequestHeaderRule[] {
  return [...subgraphs, ...sources].flatMap(({ headers }) => headers.request);
}
