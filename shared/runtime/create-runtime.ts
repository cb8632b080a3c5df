import type { Settings } from '../config/settings-schema.ts';
import type { GraphEngine } from '../core/engine.ts';
import type { HandleRequest } from '../core/http/http-messages.ts';
import { type Closers, createClosers } from '../core/runtime/closers.ts';
import type { AuthenticationStatus, UpstreamStatus } from '../core/status.ts';
import { createOperations, type Operations } from '../operation/create-operations.ts';
import { createDocuments, type Documents } from '../operation/documents/create-documents.ts';
import { loadPlugins } from '../operation/load-plugins.ts';
import { createPipeline } from '../pipeline.ts';
import { createWire } from '../wire/create-wire.ts';
import { createGraphRuntime } from './create-graph-runtime.ts';
import { checkBudgets, responseBudgets } from './load/check-budgets.ts';
import type { ClientSchema } from './load/client-schemas.ts';
import type { GraphDescription } from './load/load-graph.ts';
import { openAuthentication } from './options/authentication.ts';
import { createCaching } from './options/http-cache.ts';
import { compileVariantChoice } from './options/variant.ts';
import type { ProcessResources } from './process-resources.ts';

/** All stages behind the HTTP server, for one version of the settings and of the files that they name. */
export interface Runtime {
  readonly settings: Settings;
  readonly graph: GraphDescription;
  /** One for each client schema of the graph, in the same order. */
  readonly engines: readonly GraphEngine[];
  readonly handleRequest: HandleRequest;
  readonly documents: Pick<Documents, 'status'>;
  upstreams(): UpstreamStatus[];
  authentication(): AuthenticationStatus | undefined;
  /** Names of `mandatory` upstreams that have not been reached yet, and `authentication.jwt` while there are no keys. */
  waitingFor(): readonly string[];
  /** Probes these upstreams. Never rejects. */
  probe(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Creates and connects the stages. Trusted documents are planned when it resolves. If it rejects, with a `StartError`, it
 * leaves nothing running.
 */
export async function createRuntime(
  settings: Settings,
  graph: GraphDescription,
  resources: ProcessResources,
): Promise<Runtime> {
  const closers = createClosers();
  try {
    // First: the keys are fetched while the graph is prepared.
    const authentication = openAuthentication(settings, resources, closers);
    const { engines, upstreams, close } = await createGraphRuntime(settings, graph, resources);
    closers.add(close);
    // After documents that are not valid for the schema were refused.
    checkBudgets(settings, graph);
    const servedSchemas = new Map<string | undefined, ServedSchema>();
    for (const [index, clientSchema] of graph.clientSchemas.all.entries()) {
      const engine = engines[index];
      if (engine)
        servedSchemas.set(
          clientSchema.version,
          await serveSchema(settings, clientSchema, engine, graph, resources, closers),
        );
    }
    const servedSchemaOf = (apiVersion: string | undefined): ServedSchema => {
      const served = servedSchemas.get(apiVersion);
      if (served === undefined) throw new TypeError(`no client schema for version ${apiVersion}`);
      return served;
    };
    await authentication?.settled;
    const { compact, delta, memory } = settings.wireForms;
    const wire = compact || delta ? createWire({ compact, delta, basesBytes: memory }) : undefined;
    if (wire) closers.add(() => wire.close());
    const caching = createCaching(settings, graph.upstreams);
    if (caching) closers.add(() => caching.close());
    return {
      settings,
      graph,
      engines,
      documents: { status: () => [...servedSchemas.values()].flatMap(({ documents }) => documents.status()) },
      handleRequest: createPipeline({
        policy: authentication?.policy,
        ...compileVariantChoice(settings.view),
        operationsOf: (apiVersion) => servedSchemaOf(apiVersion).operations,
        wire,
        caching,
        requestDeadlineMs: settings.requestDeadline,
        softDeadlineMs: settings.degradation.softDeadline,
      }),
      upstreams: () => upstreams.status(),
      authentication: () => authentication?.status(),
      waitingFor: () => [...upstreams.waitingFor(), ...(authentication?.waitingFor() ?? [])],
      probe: upstreams.probe,
      close: () => closers.close(),
    };
  } catch (error) {
    await closers.close();
    throw error;
  }
}

/** The request handling of one client schema. */
interface ServedSchema {
  readonly operations: Operations;
  readonly documents: Documents;
}

async function serveSchema(
  settings: Settings,
  clientSchema: ClientSchema,
  engine: GraphEngine,
  { hasSubscriptions, plugins }: GraphDescription,
  resources: ProcessResources,
  closers: Closers,
): Promise<ServedSchema> {
  const {
    trustedDocuments: { mode },
    introspection,
    limits,
  } = settings;
  const documents = createDocuments({ documents: clientSchema.documents, mode, ...resources.documents });
  closers.add(() => documents.close());
  const operations = await createOperations({
    engine,
    introspection,
    limits: limits.operation,
    hasSubscriptions,
    documents,
    budgets: responseBudgets(settings, clientSchema),
    plugins: plugins && loadPlugins(plugins),
  });
  closers.add(() => operations.close());
  return { operations, documents };
}
