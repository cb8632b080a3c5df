import type { Settings } from '../config/settings-schema.ts';
import type { GraphEngine } from '../core/engine.ts';
import type { HandleRequest } from '../core/http/http-messages.ts';
import { type Closers, createClosers } from '../core/runtime/closers.ts';
import type { AuthenticationStatus, UpstreamStatus } from '../core/status.ts';
import { createOperations, type Operations } from '../operation/create-operations.ts';
import { createDocuments, type Documents } from '../operation/documents/create-documents.ts';
import { createPipeline } from '../pipeline.ts';
import { createWire } from '../wire/create-wire.ts';
import { createGraphRuntime } from './create-graph-runtime.ts';
import { checkBudgets, responseBudgets } from './load/check-budgets.ts';
import type { ClientSchema } from './load/client-schemas.ts';
import type { GraphDescription } from './load/load-graph.ts';
import { openAuthentication } from './options/authentication.ts';
import { createCaching } from './options/http-cache.ts';
import { compileSelection } from './options/variant.ts';
import type { ProcessResources } from './process-resources.ts';

/** Everything behind the HTTP door, for one version of the settings and of the files that they name. */
export interface Runtime {
  readonly settings: Settings;
  readonly graph: GraphDescription;
  /** One for each contract of the graph, in the same order. */
  readonly engines: readonly GraphEngine[];
  readonly answer: HandleRequest;
  readonly documents: Pick<Documents, 'status'>;
  upstreams(): UpstreamStatus[];
  authentication(): AuthenticationStatus | undefined;
  /** Names of `mandatory` upstreams that have not been reached yet; `authentication.jwt` while there are no keys. */
  waitingFor(): readonly string[];
  /** Looks whether these are there. Never rejects. */
  probe(): Promise<void>;
  close(): Promise<void>;
}

/** Rejects with a `StartError`, and leaves nothing running then. Trusted documents are planned when it resolves. */
export async function createRuntime(
  settings: Settings,
  graph: GraphDescription,
  parts: ProcessResources,
): Promise<Runtime> {
  const closers = createClosers();
  try {
    // First, so that it is there when the graph is.
    const authentication = openAuthentication(settings, parts, closers);
    const { engines, upstreams, close } = await createGraphRuntime(settings, graph, parts);
    closers.add(close);
    // Documents that do not fit the schema have been refused.
    checkBudgets(settings, graph);
    const doors = new Map<string | undefined, Door>();
    for (const [index, contract] of graph.contracts.all.entries()) {
      const engine = engines[index];
      if (engine)
        doors.set(contract.version, await openDoor(settings, contract, engine, graph, parts, closers));
    }
    const doorOf = (version: string | undefined): Door => {
      const door = doors.get(version);
      if (door === undefined) throw new TypeError(`there is no contract ${version}`);
      return door;
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
      documents: { status: () => [...doors.values()].flatMap(({ documents }) => documents.status()) },
      answer: createPipeline({
        policy: authentication?.policy,
        ...compileSelection(settings.view),
        operationsOf: (version) => doorOf(version).operations,
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

/** Where the requests for one contract enter. */
interface Door {
  readonly operations: Operations;
  readonly documents: Documents;
}

async function openDoor(
  settings: Settings,
  contract: ClientSchema,
  engine: GraphEngine,
  { hasSubscriptions }: GraphDescription,
  parts: ProcessResources,
  closers: Closers,
): Promise<Door> {
  const {
    trustedDocuments: { mode },
    introspection,
    limits,
  } = settings;
  const documents = createDocuments({ documents: contract.documents, mode, ...parts.documents });
  closers.add(() => documents.close());
  const operations = await createOperations({
    engine,
    introspection,
    limits: limits.operation,
    hasSubscriptions,
    documents,
    budgets: responseBudgets(settings, contract),
  });
  closers.add(() => operations.close());
  return { operations, documents };
}
