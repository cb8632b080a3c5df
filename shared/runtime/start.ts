import { createHash } from 'node:crypto';
import { blockedPortWarnings } from '../config/check/blocked-port-warnings.ts';
import type { SettingsSource } from '../config/load/settings-source.ts';
import type { UsableSettings } from '../config/load/usable-settings.ts';
import { packageVersion } from '../config/package-version.ts';
import type { Settings } from '../config/settings-schema.ts';
import { type GraphWarning, graphWarning, lifecycle } from '../core/channels.ts';
import { type Closers, createClosers } from '../core/runtime/closers.ts';
import { StartError } from '../core/start-error.ts';
import type { ProcessStatus } from '../core/status.ts';
import { createAdminServer } from '../http/create-admin-server.ts';
import { createHttpServer } from '../http/create-http-server.ts';
import { createOverload } from '../http/overload.ts';
import { createRequestLog } from '../telemetry/create-request-log.ts';
import { createRuntime } from './create-runtime.ts';
import { createHotSwap } from './hot-swap.ts';
import { checkBudgets } from './load/check-budgets.ts';
import { withFurtherProblems } from './load/graph-problems.ts';
import { checkGraph, documentCount, readGraph } from './load/load-graph.ts';
import { createProcessResources } from './process-resources.ts';
import { createReadiness } from './readiness.ts';
import { createReload } from './reload.ts';

export { withFurtherProblems };

export interface BffOptions {
  /** The source of the settings for a reload. Without it, a reload reads only the files that the settings name. */
  readonly source?: SettingsSource | undefined;
  /** Absolute paths of the files that the settings were read from. */
  readonly files?: readonly string[] | undefined;
  /** Whether the primary process opens the port of the setting `admin`. */
  readonly isWorker?: boolean | undefined;
}

/** A running process of one client. */
export interface Bff {
  /** The address on which it listens, e.g. `http://127.0.0.1:4001`. */
  readonly url: string;
  /** The current settings, including reloaded ones. */
  settings(): Settings;
  status(): ProcessStatus;
  /**
   * Reads the settings, the supergraph and the trusted documents again and uses them for new requests. Problems are
   * logged, and then nothing changes. Never rejects.
   */
  reload(): Promise<void>;
  /**
   * Reports that it is not ready and continues for `delayMs` (default 0), then accepts no new connections and waits up to
   * `shutdown.grace` for requests in flight, then closes everything.
   */
  close(delayMs?: number): Promise<void>;
}

/**
 * The composition root: creates every stage from its slice of the settings and passes it its neighbours. Throws
 * `StartError` for problems that an operator must repair, and then leaves nothing running.
 */
export async function startBff(settings: Settings, options: BffOptions = {}): Promise<Bff> {
  const closers = createClosers();
  try {
    return await start(settings, options, closers);
  } catch (error) {
    await closers.close();
    throw error instanceof StartError ? await withFurtherProblems(error, withoutDoubt(settings)) : error;
  }
}

/**
 * Rejects with a `StartError` for all problems of the settings, or of the graph that they name, that would prevent a
 * start. Resolves with the warnings of such a start.
 */
export async function checkStart(settings: Settings): Promise<readonly GraphWarning[]> {
  try {
    const graph = await readGraph(settings);
    checkGraph(graph, settings);
    checkBudgets(settings, graph);
    return graph.warnings;
  } catch (error) {
    throw error instanceof StartError ? await withFurtherProblems(error, withoutDoubt(settings)) : error;
  }
}

function withoutDoubt(settings: Settings): UsableSettings {
  return { settings, doubtful: new Set() };
}

/** Logs warnings about settings that are allowed but likely to surprise an operator. */
export function warnOfStart(settings: Settings): void {
  for (const { key, message } of blockedPortWarnings(settings))
    lifecycle.publish({ event: 'start warning', detail: { reason: `${key}: ${message}` } });
}

async function start(settings: Settings, options: BffOptions, closers: Closers): Promise<Bff> {
  const startMs = performance.now();
  const { source = { file: undefined, read: () => ({ settings, files: [] }) }, files = [] } = options;
  const log = createRequestLog({ client: settings.client, level: settings.logs.level });
  closers.add(() => log.close());
  if (options.isWorker !== true) warnOfStart(settings);
  const resources = createProcessResources(settings);
  closers.add(() => resources.close());
  const runtimes = createHotSwap(await createRuntime(settings, await readGraph(settings), resources));
  closers.add(() => runtimes.close());
  for (const warning of runtimes.current().graph.warnings) graphWarning.publish(warning);
  const reload = createReload({
    source,
    files,
    runtimes,
    resources,
    onReplaced: ({ logs }) => log.setLevel(logs.level),
  });
  closers.add(() => reload.close());

  const { eventLoopDelay, connections, bodies, responses, ...overloadSettings } = settings.overload;
  const overload = createOverload({ ...overloadSettings, eventLoopDelayMs: eventLoopDelay });
  closers.add(() => overload.close());
  const readiness = createReadiness(() => runtimes.current());
  closers.add(() => readiness.close());
  const http = await createHttpServer({
    overload,
    ...settings.listen,
    maxBodyBytes: settings.limits.body,
    maxHeaders: settings.limits.headers,
    traffic: {
      connections: { ...connections, headersTimeoutMs: connections.headersTimeout },
      bodies: { ...bodies, maxBytes: bodies.memory, timeoutMs: bodies.timeout },
      responses: { maxBytes: responses.memory, idleMs: responses.idleTimeout },
    },
    handleRequest: runtimes.handleRequest,
    compression: {
      encodings: settings.compression.enabled ? settings.compression.encodings : [],
      minimumBytes: settings.compression.minimum,
    },
    readiness: readiness.now,
  });
  const current = (): Settings => runtimes.current().settings;
  closers.add(() => http.close(current().shutdown.grace));

  const status = (): ProcessStatus => {
    const { graph, documents, upstreams, authentication } = runtimes.current();
    return {
      client: settings.client,
      pid: process.pid,
      version: packageVersion(),
      uptimeMs: Math.round(performance.now() - startMs),
      readiness: http.readiness(),
      graph: createHash('sha256').update(graph.text).digest('hex').slice(0, 16),
      engine: current().engine,
      inFlight: http.inFlight(),
      overload: overload.status(),
      traffic: http.traffic(),
      reloads: reload.status(),
      retryBudget: resources.upstreams.retryBudget(current().retryBudget).status(),
      documents: documents.status(),
      untrustedRequests: resources.documents.untrusted.requests,
      log: log.status(),
      upstreams: upstreams(),
      authentication: authentication(),
    };
  };
  const admin =
    settings.admin && options.isWorker !== true
      ? await createAdminServer({ ...settings.admin, status })
      : undefined;
  lifecycle.publish({
    event: 'listening',
    detail: {
      url: `${http.url}/graphql`,
      ...(admin && { status: `${admin.url}/status` }),
      engine: settings.engine,
      trustedDocuments: documentCount(runtimes.current().graph),
    },
  });
  return {
    url: http.url,
    settings: current,
    status,
    reload: () => reload.run(),
    async close(delayMs = 0) {
      const { grace } = current().shutdown;
      lifecycle.publish({ event: 'draining', detail: { delayMs, graceMs: grace } });
      const reloaded = reload.close();
      await http.drain(delayMs);
      await reloaded;
      await closers.close();
      await admin?.close();
    },
  };
}
