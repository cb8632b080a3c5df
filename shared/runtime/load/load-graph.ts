import type { DocumentNode, GraphQLSchema } from 'graphql';
import { guardEnvironment } from '../../config/load/guard-environment.ts';
import type { Settings } from '../../config/settings-schema.ts';
import { compileConnectors } from '../../connect/compile/compile-connectors.ts';
import type { ConnectorSubgraph } from '../../connect/compile/connector-subgraph-definition.ts';
import type { GraphWarning } from '../../core/channels.ts';
import { shownPath } from '../../core/runtime/input-file.ts';
import { StartError } from '../../core/start-error.ts';
import type { DegradationRules } from '../../degradation/field-rule.ts';
import { bundlePlugins, type PluginModule } from '../../operation/load-plugins.ts';
import { buildApiSchema, buildSubgraphSchemas } from '../../supergraph/build-schemas.ts';
import { publishComposedDirectives } from '../../supergraph/composed-directives.ts';
import { connectorSubgraphNames } from '../../supergraph/connector-subgraph-names.ts';
import { applyContract } from '../../supergraph/contract/apply-contract.ts';
import { loadSupergraph } from '../../supergraph/load-supergraph.ts';
import { readSubgraphs } from '../../supergraph/read-subgraphs.ts';
import { relaxNullability } from '../../supergraph/relax/relax-nullability.ts';
import { hasConnectors, withoutConnectors } from '../../supergraph/without-connectors.ts';
import { withoutSubscriptions } from '../../supergraph/without-subscriptions.ts';
import type { UpstreamsOptions } from '../../upstream/create-upstreams.ts';
import { readEndpointFile } from '../../upstream/discovery/read-endpoint-file.ts';
import { readTls } from '../../upstream/transport/read-tls.ts';
import { readDegradation } from '../options/degradation.ts';
import { type GraphUpstreams, upstreamsOptions } from '../options/upstreams.ts';
import { type ClientSchemas, readClientSchemas } from './client-schemas.ts';
import { graphWarnings } from './graph-warnings.ts';
import { checkDocuments, textOfDocuments } from './prepare-documents.ts';

/** The contents of the files that describe a graph, checked as far as possible without running anything. */
export interface GraphDescription {
  /** Without connectors, and without the elements that the client's contract hides. */
  readonly supergraph: DocumentNode;
  /** The schema that is published if there is no view. */
  readonly schema: GraphQLSchema;
  readonly connectors: readonly ConnectorSubgraph[];
  readonly upstreams: UpstreamsOptions;
  readonly clientSchemas: ClientSchemas;
  /** Whether the graph has subscriptions, which are not served. */
  readonly hasSubscriptions: boolean;
  readonly warnings: readonly GraphWarning[];
  readonly rules: DegradationRules;
  /** Equal for equal files. */
  readonly text: string;
  /** Equal for equal certificates and keys. */
  readonly certificates: string;
  /** Undefined where the team has none. */
  readonly plugins: PluginModule | undefined;
  /** Absolute paths of the files that files of the settings import. */
  readonly imported: readonly string[];
}

/** Reads the supergraph, the views and the trusted documents. Rejects with a `StartError` for problems that an operator must repair. */
export async function readGraph(settings: Settings): Promise<GraphDescription> {
  guardEnvironment();
  const { document, hash } = loadSupergraph(settings.supergraph);
  const supergraph = settings.degradation.nullability === 'relaxed' ? relaxNullability(document) : document;
  const connectors = readConnectors(supergraph, settings.supergraph);
  const upstreams = upstreamsOptions(settings, upstreamsOf(supergraph, connectors));
  const plain = publishComposedDirectives(withoutConnectors(supergraph));
  const visible = applyContract(plain, settings.contract);
  const api = buildApiSchema(visible);
  const schema = withoutSubscriptions(api);
  const clientSchemas = await readClientSchemas(settings, schema);
  const { rules, text } = readDegradation(settings, {
    supergraph: plain,
    connectors,
    upstreams,
    views: clientSchemas.all.map(({ degradation }) => degradation),
  });
  const plugins = settings.plugins === undefined ? undefined : await bundlePlugins(settings.plugins);
  const documents = clientSchemas.all.flatMap((clientSchema) => clientSchema.documents);
  return {
    connectors,
    clientSchemas,
    hasSubscriptions: schema !== api,
    warnings: graphWarnings(settings, { supergraph, api, clientSchemas }),
    upstreams,
    rules,
    supergraph: visible,
    schema,
    text: JSON.stringify([hash, text, clientSchemas.text, textOfDocuments(documents), plugins?.code]),
    plugins,
    imported: [...clientSchemas.files, ...(plugins?.files ?? [])],
    certificates: JSON.stringify(
      [...upstreams.subgraphs, ...upstreams.sources].map(
        ({ transport: { tls } }) => tls !== undefined && readTls(tls),
      ),
    ),
  };
}

export function documentCount({ clientSchemas }: GraphDescription): number {
  return clientSchemas.all.reduce((count, { documents }) => count + documents.length, 0);
}

/** Throws `StartError` for problems of a graph's schema, documents and endpoints that can be found without planning. */
export function checkGraph({ clientSchemas, upstreams }: GraphDescription, { limits }: Settings): void {
  for (const { documents, schema } of clientSchemas.all) checkDocuments(documents, schema, limits.operation);
  for (const { discovery } of [...upstreams.subgraphs, ...upstreams.sources])
    if (discovery?.file !== undefined) readEndpointFile(discovery.file);
}

/** Compiles the connectors. Their problems are reported for the supergraph's file. */
export function readConnectors(supergraph: DocumentNode, file: string): ConnectorSubgraph[] {
  if (!hasConnectors(supergraph)) return [];
  const subgraphSchemas = buildSubgraphSchemas(supergraph, connectorSubgraphNames(supergraph));
  try {
    return compileConnectors({ supergraph, subgraphSchemas });
  } catch (error) {
    throw error instanceof StartError ? error.withFile(shownPath(file)) : error;
  }
}

export function upstreamsOf(
  supergraph: DocumentNode,
  connectors: readonly ConnectorSubgraph[],
): GraphUpstreams {
  const isLocal = new Set(connectors.map(({ name }) => name));
  return {
    subgraphs: [...readSubgraphs(supergraph).values()].filter(({ name }) => !isLocal.has(name)),
    connectors: [...isLocal],
    sources: connectors.flatMap(({ sources }) => sources),
  };
}
