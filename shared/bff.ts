import type { DocumentNode } from 'graphql';
import { checkUpstreamNames } from './config/check-upstream-names.ts';
import { guardEnvironment } from './config/guard-environment.ts';
import { upstreamSettings } from './config/load-settings.ts';
import type { Settings } from './config/settings-schema.ts';
import { compileConnectors } from './connect/compile-connectors.ts';
import { createConnectorSubgraph } from './connect/connector-subgraph.ts';
import type { ConnectorSubgraph } from './connect/connector-subgraph-definition.ts';
import { lifecycle } from './core/channels.ts';
import { type Closers, createClosers } from './core/closers.ts';
import type { Engine, EngineOptions } from './core/engine.ts';
import { shownPath } from './core/input-file.ts';
import { StartError } from './core/start-error.ts';
import { createNativeEngine } from './execute/native-engine.ts';
import { createReferenceEngine } from './execute/reference-engine.ts';
import { createHttpServer } from './http/create-http-server.ts';
import { createOperations } from './operation/create-operations.ts';
import { createPipeline } from './pipeline.ts';
import { createPlanner } from './plan/create-planner.ts';
import { createAuthenticator } from './policy/create-authenticator.ts';
import { compileShape } from './shape/compile-shape.ts';
import { buildApiSchema, buildSubgraphSchemas } from './supergraph/build-schemas.ts';
import { connectorSubgraphNames } from './supergraph/connector-subgraph-names.ts';
import { applyContract } from './supergraph/contract/apply-contract.ts';
import { loadSupergraph } from './supergraph/load-supergraph.ts';
import { readSubgraphs } from './supergraph/read-subgraphs.ts';
import { withoutConnectors } from './supergraph/without-connectors.ts';
import { createRequestLog } from './telemetry/create-request-log.ts';
import { createUpstreams, type UpstreamOptions, type UpstreamsOptions } from './upstream/create-upstreams.ts';

/** A running process of one client. */
export interface Bff {
  /** Where it listens, e.g. `http://127.0.0.1:4001`. */
  readonly url: string;
  /** Takes no new request, gives those in flight the time that `shutdown.grace` says, then ends everything. */
  close(): Promise<void>;
}

/**
 * The composition root: builds every stage from its slice of the settings and hands each its neighbours. Throws
 * `StartError` for anything that a person must put right; nothing is left running then.
 */
export async function startBff(settings: Settings): Promise<Bff> {
  const closers = createClosers();
  try {
    return await start(settings, closers);
  } catch (error) {
    await closers.close();
    throw error;
  }
}

/** Throws `StartError` for whatever in the settings, or in the graph that they name, would keep a process from starting. */
export function checkStart(settings: Settings): void {
  readGraph(settings);
}

/** What a start makes of its files before anything runs. */
function readGraph(settings: Settings) {
  guardEnvironment();
  const supergraph = loadSupergraph(settings.supergraph);
  const connectors = readConnectors(supergraph, settings.supergraph);
  return {
    connectors,
    upstreams: upstreamsOptions(settings, supergraph, connectors),
    supergraph: applyContract(withoutConnectors(supergraph), settings.contract),
  };
}

async function start(settings: Settings, closers: Closers): Promise<Bff> {
  const { connectors, supergraph, upstreams: options } = readGraph(settings);
  const log = createRequestLog({ client: settings.client, level: settings.logs.level });
  closers.add(() => log.close());

  const upstreams = createUpstreams(options);
  closers.add(() => upstreams.close());
  const local = new Map(
    connectors.map((definition) => [
      definition.name,
      createConnectorSubgraph(definition, upstreams.fetchSource),
    ]),
  );

  const { all, subgraphs } = settings.includeSubgraphErrors;
  const engine = await createEngine(settings, {
    supergraph,
    fetchSubgraph: (name, request, context) =>
      local.get(name)?.execute(request, context) ?? upstreams.fetchSubgraph(name, request, context),
    showsMessages: (subgraph) => subgraphs[subgraph] ?? all,
  });
  const operations = await createOperations({ engine, introspection: settings.introspection });
  closers.add(() => operations.close());

  const { jwt } = settings.authentication;
  const policy = jwt && createAuthenticator({ ...jwt, clockToleranceMs: jwt.clockTolerance });
  if (policy) closers.add(() => policy.close());

  const http = await createHttpServer({
    ...settings.listen,
    maxBodyBytes: settings.limits.body,
    answer: createPipeline({ policy, operations, requestDeadlineMs: settings.requestDeadline }),
  });
  closers.add(() => http.close(settings.shutdown.grace));
  lifecycle.publish({ event: 'listening', detail: { url: `${http.url}/graphql`, engine: settings.engine } });
  return {
    url: http.url,
    async close() {
      lifecycle.publish({ event: 'draining', detail: { graceMs: settings.shutdown.grace } });
      await closers.close();
    },
  };
}

async function createEngine(settings: Settings, options: EngineOptions): Promise<Engine> {
  if (settings.engine === 'reference') return createReferenceEngine(options);
  const { supergraph } = options;
  const schema = buildApiSchema(supergraph);
  const planner = await createPlanner({ supergraph, schema, timeoutMs: settings.planTimeout });
  return createNativeEngine({
    ...options,
    schema,
    planner,
    compileShape,
    overrideLabels: settings.overrideLabels,
  });
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

function upstreamsOptions(
  settings: Settings,
  supergraph: DocumentNode,
  connectors: readonly ConnectorSubgraph[],
): UpstreamsOptions {
  const isLocal = new Set(connectors.map(({ name }) => name));
  const remote = [...readSubgraphs(supergraph).values()].filter(({ name }) => !isLocal.has(name));
  const sources = connectors.flatMap((connector) => connector.sources);
  checkUpstreamNames(settings, {
    subgraphs: remote.map(({ name }) => name),
    connectors: [...isLocal],
    sources: sources.map(({ id }) => id.source),
  });
  return {
    subgraphs: remote.map(({ name, url }) => ({
      name,
      ...upstreamOptions(settings, 'subgraphs', name, url),
    })),
    sources: sources.map(({ id, baseURL }) => ({
      id,
      ...upstreamOptions(settings, 'sources', id.source, baseURL),
    })),
    subjectHeader: settings.authentication.jwt?.subjectHeader,
    deadlineHeader: settings.deadlineHeader,
  };
}

function upstreamOptions(
  settings: Settings,
  kind: 'subgraphs' | 'sources',
  name: string,
  url: string,
): UpstreamOptions {
  const own = upstreamSettings(settings, kind, name);
  const address = own.url ?? url;
  if (!/^https?:/.test(address) || !URL.canParse(address)) {
    throw new StartError({
      key: `upstreams.${kind}.${name}.url`,
      message: `the supergraph gives ${name} the address ${JSON.stringify(address)}; set an http or https URL here`,
    });
  }
  return {
    url: address,
    timeoutMs: own.timeout,
    connectTimeoutMs: own.connectTimeout,
    maxResponseBytes: own.maxResponse,
    connections: own.connections,
  };
}
