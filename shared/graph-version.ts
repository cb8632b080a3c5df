import type { DocumentNode } from 'graphql';
import { guardEnvironment } from './config/guard-environment.ts';
import type { Settings } from './config/settings-schema.ts';
import { compileConnectors } from './connect/compile-connectors.ts';
import { createConnectorSubgraph } from './connect/connector-subgraph.ts';
import type { ConnectorSubgraph } from './connect/connector-subgraph-definition.ts';
import { type Closers, createClosers } from './core/closers.ts';
import type { DegradationRules, LastGood } from './core/degradation.ts';
import type { EngineOptions, GraphEngine } from './core/engine.ts';
import { shownPath } from './core/input-file.ts';
import { StartError } from './core/start-error.ts';
import { createNativeEngine } from './execute/native-engine.ts';
import { createReferenceEngine } from './execute/reference-engine.ts';
import { compileAudience, readDegradation } from './graph-degradation.ts';
import { checkDocuments, prepareDocuments, textOfDocuments } from './graph-documents.ts';
import { type GraphUpstreams, upstreamsOptions } from './graph-upstreams.ts';
import { readTrustedDocuments } from './operation/documents/read-trusted-documents.ts';
import type { TrustedDocument } from './operation/documents/trusted-document.ts';
import { createPlanner } from './plan/create-planner.ts';
import { compileShape } from './shape/compile-shape.ts';
import { buildApiSchema, buildSubgraphSchemas } from './supergraph/build-schemas.ts';
import { connectorSubgraphNames } from './supergraph/connector-subgraph-names.ts';
import { applyContract } from './supergraph/contract/apply-contract.ts';
import { loadSupergraph } from './supergraph/load-supergraph.ts';
import { readSubgraphs } from './supergraph/read-subgraphs.ts';
import { relaxNullability } from './supergraph/relax/relax-nullability.ts';
import { withoutConnectors } from './supergraph/without-connectors.ts';
import { createUpstreams, type Upstreams, type UpstreamsOptions } from './upstream/create-upstreams.ts';
import type { RequestHeaderRule } from './upstream/header-rules.ts';
import { readEndpointFile } from './upstream/read-endpoint-file.ts';
import { readTls } from './upstream/read-tls.ts';
import { compileSharingKey } from './upstream/sharing-key.ts';
import type { UpstreamRegistry } from './upstream/upstream-registry.ts';

/** What the files that describe a graph say, checked as far as that is possible without running anything. */
export interface GraphDescription {
  /** Without connectors, and without what the client's contract hides. */
  readonly supergraph: DocumentNode;
  readonly connectors: readonly ConnectorSubgraph[];
  readonly upstreams: UpstreamsOptions;
  readonly documents: readonly TrustedDocument[];
  readonly rules: DegradationRules;
  /** Equal for equal files. */
  readonly text: string;
  /** Equal for equal certificates and keys. */
  readonly certificates: string;
}

/** Reads the supergraph and the trusted documents. Throws `StartError` for what a person must put right. */
export function readGraph(settings: Settings): GraphDescription {
  guardEnvironment();
  const loaded = loadSupergraph(settings.supergraph);
  const supergraph = settings.degradation.nullability === 'relaxed' ? relaxNullability(loaded) : loaded;
  const connectors = readConnectors(supergraph, settings.supergraph);
  const documents = readTrustedDocuments(settings.trustedDocuments);
  const upstreams = upstreamsOptions(settings, upstreamsOf(supergraph, connectors));
  const plain = withoutConnectors(supergraph);
  const { rules, text } = readDegradation(settings, { supergraph: plain, connectors, upstreams });
  return {
    connectors,
    documents,
    upstreams,
    rules,
    supergraph: applyContract(plain, settings.contract),
    text: JSON.stringify([supergraph.loc?.source.body, text, textOfDocuments(documents)]),
    certificates: JSON.stringify(
      [...upstreams.subgraphs, ...upstreams.sources].map(
        ({ transport: { tls } }) => tls !== undefined && readTls(tls),
      ),
    ),
  };
}

/** Throws `StartError` for what can be told of a graph's schema, its documents and its endpoints without planning. */
export function checkGraph({ supergraph, documents, upstreams }: GraphDescription): void {
  checkDocuments(documents, buildApiSchema(supergraph));
  for (const { discovery } of [...upstreams.subgraphs, ...upstreams.sources])
    if (discovery?.file !== undefined) readEndpointFile(discovery.file);
}

/** What versions of the graph have in common. */
export interface Lasting {
  readonly upstreams: UpstreamRegistry;
  readonly lastGood: LastGood;
}

/** What is made anew for a graph, or for settings about it. */
export interface GraphVersion {
  readonly engine: GraphEngine;
  readonly upstreams: Pick<Upstreams, 'status' | 'waitingFor' | 'probe'>;
  close(): Promise<void>;
}

/**
 * An engine for this version of the graph with plans of its own; trusted documents are planned when it resolves. Closing
 * it ends the engine, and the upstreams that no other version has. Rejects with a `StartError`, and leaves nothing running then.
 */
export async function createGraphVersion(
  settings: Settings,
  graph: GraphDescription,
  { upstreams: registry, lastGood }: Lasting,
): Promise<GraphVersion> {
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
    const engine = await createEngine(
      settings,
      graph,
      lastGood,
      {
        supergraph: graph.supergraph,
        fetchSubgraph: (name, request, context) =>
          local.get(name)?.execute(request, context) ?? upstreams.fetchSubgraph(name, request, context),
        showsMessages: (subgraph) => subgraphs[subgraph] ?? all,
      },
      closers,
    );
    closers.add(() => engine.close());
    await prepareDocuments(engine, graph.documents);
    return { engine, upstreams, close: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function createEngine(
  settings: Settings,
  { upstreams, rules }: GraphDescription,
  lastGood: LastGood,
  options: EngineOptions,
  closers: Closers,
): Promise<GraphEngine> {
  if (settings.engine === 'reference') return createReferenceEngine(options);
  const { supergraph } = options;
  const schema = buildApiSchema(supergraph);
  const planner = await createPlanner({ supergraph, schema, timeoutMs: settings.planTimeout });
  closers.add(() => planner.close());
  return createNativeEngine({
    ...options,
    schema,
    planner,
    view: undefined,
    compileShape,
    maxResponseBytes: settings.limits.response,
    sharingKey: settings.deduplication.requests ? compileSharingKey(forwardRules(upstreams)) : undefined,
    overrideLabels: settings.overrideLabels,
    degradation: { rules, lastGood, audienceOf: compileAudience(upstreams) },
  });
}

function forwardRules({ subgraphs, sources }: UpstreamsOptions): RequestHeaderRule[] {
  return [...subgraphs, ...sources].flatMap(({ headers }) => headers.request);
}

/** What is wrong with a connector is wrong in the supergraph's file. */
function readConnectors(supergraph: DocumentNode, file: string): ConnectorSubgraph[] {
  const subgraphSchemas = buildSubgraphSchemas(supergraph, connectorSubgraphNames(supergraph));
  try {
    return compileConnectors({ supergraph, subgraphSchemas });
  } catch (error) {
    throw error instanceof StartError ? error.withFile(shownPath(file)) : error;
  }
}

function upstreamsOf(supergraph: DocumentNode, connectors: readonly ConnectorSubgraph[]): GraphUpstreams {
  const isLocal = new Set(connectors.map(({ name }) => name));
  return {
    subgraphs: [...readSubgraphs(supergraph).values()].filter(({ name }) => !isLocal.has(name)),
    connectors: [...isLocal],
    sources: connectors.flatMap(({ sources }) => sources),
  };
}
