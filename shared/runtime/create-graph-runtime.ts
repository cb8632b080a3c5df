import type { Settings } from '../config/settings-schema.ts';
import { createConnectorSubgraph } from '../connect/connector-subgraph.ts';
import type { EngineOptions, GraphEngine } from '../core/engine.ts';
import { createClosers } from '../core/runtime/closers.ts';
import type { LastGood } from '../degradation/last-good.ts';
import { createUpstreams, type Upstreams } from '../upstream/create-upstreams.ts';
import type { UpstreamRegistry } from '../upstream/upstream-registry.ts';
import { createEngines } from './create-engines.ts';
import type { GraphDescription } from './load/load-graph.ts';
import { prepareDocuments } from './load/prepare-documents.ts';

/** Resources that successive graph runtimes share. */
export interface SharedResources {
  readonly upstreams: UpstreamRegistry;
  readonly lastGood: LastGood;
}

/** Everything that is created again when the graph, or a setting about it, changes. */
export interface GraphRuntime {
  /** One for each client schema, in the same order. */
  readonly engines: readonly GraphEngine[];
  readonly upstreams: Pick<Upstreams, 'status' | 'waitingFor' | 'probe'>;
  close(): Promise<void>;
}

/**
 * Creates the engines for this version of the graph, with plans of their own. Trusted documents are planned when it
 * resolves. `close` closes the engines, and the upstreams that no other version uses. If it rejects, with a `StartError`,
 * it leaves nothing running.
 */
export async function createGraphRuntime(
  settings: Settings,
  graph: GraphDescription,
  { upstreams: registry, lastGood }: SharedResources,
): Promise<GraphRuntime> {
  const closers = createClosers();
  try {
    const upstreams = createUpstreams(graph.upstreams, registry);
    closers.add(() => upstreams.close());
    const local = new Map(
      graph.connectors.map((definition) => [
        definition.name,
        createConnectorSubgraph(definition, upstreams.fetchSource),
      ]),
    );
    const { all, subgraphs } = settings.includeSubgraphErrors;
    const options: EngineOptions = {
      supergraph: graph.supergraph,
      fetchSubgraph: (name, request, context) =>
        local.get(name)?.execute(request, context) ?? upstreams.fetchSubgraph(name, request, context),
      showsMessages: (subgraph) => subgraphs[subgraph] ?? all,
    };
    const engines = await createEngines(settings, graph, lastGood, options, closers);
    for (const [index, { documents }] of graph.clientSchemas.all.entries()) {
      const engine = engines[index];
      if (engine) await prepareDocuments(engine, documents, settings.limits.operation);
    }
    return { engines, upstreams, close: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw error;
  }
}
