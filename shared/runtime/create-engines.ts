import type { Settings } from '../config/settings-schema.ts';
import type { EngineOptions, GraphEngine } from '../core/engine.ts';
import type { Closers } from '../core/runtime/closers.ts';
import { createDegradation } from '../degradation/create-degradation.ts';
import type { LastGood } from '../degradation/last-good.ts';
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

/** Creates one engine for each client schema, in the same order. They share a planner. `closers` close all of them. */
export async function createEngines(
  settings: Settings,
  graph: GraphDescription,
  lastGood: LastGood,
  options: EngineOptions,
  closers: Closers,
): Promise<GraphEngine[]> {
  const createEngine = await chooseEngine(settings, graph, lastGood, options, closers);
  const engines: GraphEngine[] = [];
  for (const clientSchema of graph.clientSchemas.all) {
    const engine = await createEngine(clientSchema);
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
): Promise<(clientSchema: ClientSchema) => GraphEngine | Promise<GraphEngine>> {
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
    degradation: createDegradation({ rules, lastGood, cachePartitionOf: compileCachePartition(upstreams) }),
  };
  return (clientSchema) =>
    createNativeEngine({ ...common, schema: clientSchema.schema, view: clientSchema.view });
}

function forwardRules({ subgraphs, sources }: UpstreamsOptions): RequestHeaderRule[] {
  return [...subgraphs, ...sources].flatMap(({ headers }) => headers.request);
}
