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
  /** Where the settings can be read again; without it they stay as they are, and the files that they name are read. */
  readonly source?: SettingsSource | undefined;
  /** Absolute paths of the files that the settings are from. */
  readonly files?: readonly string[] | undefined;
  /** Whether the port of the setting `admin` is somebody else's to open. */
  readonly isWorker?: boolean | undefined;
}

/** A running process of one client. */
export interface Bff {
  /** Where it listens, e.g. `http://127.0.0.1:4001`. */
  readonly url: string;
  /** What it was started with, but for what was reloaded since. */
  settings(): Settings;
  status(): ProcessStatus;
  /**
   * Reads the settings, the supergraph and the trusted documents again and answers new requests by them. When something
   * is wrong with them that is logged, and nothing changes. Never rejects.
   */
  reload(): Promise<void>;
  /**
   * Says that it is not ready and goes on for `delayMs` (0 unless given), then takes no new connection and gives requests
   * in flight the time that `shutdown.grace` says, then ends everything.
   */
  close(delayMs?: number): Promise<void>;
}

/**
 * The composition root: builds every stage from its slice of the settings and hands each its neighbours. Throws
 * `StartError` for anything that a person must put right; nothing is left running then.
 */
export async function startBff(settings: Settings, options: BffOptions = {}): Promise<Bff> {
  const closers = createClosers();
  try {
    return await start(settings, options, closers);
  } catch (error) {
    await closers.close();
    throw error instanceof StartError ? await withFurtherProblems(error, allSure(settings)) : error;
  }
}

/**
 * Rejects with a `StartError` for whatever in the settings, or in the graph that they name, would keep a process from
 * starting. Resolves with what such a process would warn of.
 */
export async function checkStart(settings: Settings): Promise<readonly GraphWarning[]> {
  try {
    const graph = await readGraph(settings);
    checkGraph(graph, settings);
    checkBudgets(settings, graph);
    return graph.warnings;
  } catch (error) {
    throw error instanceof StartError ? await withFurtherProblems(error, allSure(settings)) : error;
  }
}

function allSure(settings: Settings): UsableSettings {
  return { settings, doubtful: new Set() };
}

/** Tells the log what is allowed and will surprise somebody all the same. */
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
  const parts = createProcessResources(settings);
  closers.add(() => parts.close());
  const versions = createHotSwap(await createRuntime(settings, await readGraph(settings), parts));
  closers.add(() => versions.close());
  for (const warning of versions.current().graph.warnings) graphWarning.publish(warning);
  const reload = createReload({
    source,
    files,
    versions,
    parts,
    onReplaced: ({ logs }) => log.setLevel(logs.level),
  });
  closers.add(() => reload.close());

  const { eventLoopDelay, connections, bodies, responses, ...overloadSettings } = settings.overload;
  const overload = createOverload({ ...overloadSettings, eventLoopDelayMs: eventLoopDelay });
  closers.add(() => overload.close());
  const readiness = createReadiness(() => versions.current());
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
    handleRequest: versions.answer,
    compression: {
      encodings: settings.compression.enabled ? settings.compression.encodings : [],
      minimumBytes: settings.compression.minimum,
    },
    readiness: readiness.now,
  });
  const current = (): Settings => versions.current().settings;
  closers.add(() => http.close(current().shutdown.grace));

  const status = (): ProcessStatus => {
    const { graph, documents, upstreams, authentication } = versions.current();
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
      retryBudget: parts.upstreams.retryBudget(current().retryBudget).status(),
      documents: documents.status(),
      untrustedRequests: parts.documents.untrusted.requests,
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
      trustedDocuments: documentCount(versions.current().graph),
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
