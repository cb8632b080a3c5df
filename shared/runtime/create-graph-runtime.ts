import type { Settings } from '../config/settings-schema.ts';
import { createConnectorSubgraph } from '../connect/connector-subgraph.ts';
import type { LastGood } from '../core/degradation.ts';
import type { EngineOptions, GraphEngine } from '../core/engine.ts';
import { createClosers } from '../core/runtime/closers.ts';
import { createUpstreams, type Upstreams } from '../upstream/create-upstreams.ts';
import type { UpstreamRegistry } from '../upstream/upstream-registry.ts';
import { createEngines } from './create-engines.ts';
import type { GraphDescription } from './load/load-graph.ts';
import { prepareDocuments } from './load/prepare-documents.ts';

/** What versions of the graph have in common. */
export interface Lasting {
  readonly upstreams: UpstreamRegistry;
  readonly lastGood: LastGood;
}

/** What is made anew for a graph, or for settings about it. */
export interface GraphRuntime {
  /** One for each contract, in the same order. */
  readonly engines: readonly GraphEngine[];
  readonly upstreams: Pick<Upstreams, 'status' | 'waitingFor' | 'probe'>;
  close(): Promise<void>;
}

/**
 * Engines for this version of the graph, with plans of their own; trusted documents are planned when it resolves. Closing
 * it ends the engines, and the upstreams that no other version has. Rejects with a `StartError`, and leaves nothing running then.
 */
export async function createGraphRuntime(
  settings: Settings,
  graph: GraphDescription,
  { upstreams: registry, lastGood }: Lasting,
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
    for (const [index, { documents }] of graph.contracts.all.entries()) {
      const engine = engines[index];
      if (engine) await prepareDocuments(engine, documents, settings.limits.operation);
    }
    return { engines, upstreams, close: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw error;
  }
}
