import { createCapacityShares } from './cache/capacity-shares.ts';
import { createStores } from './cache/create-stores.ts';
import type { Settings } from './config/settings-schema.ts';
import { lifecycle, memoryPressure } from './core/channels.ts';
import { type Closers, createClosers } from './core/closers.ts';
import { createLastGood } from './degrade/last-good.ts';
import { createReplaceableEngine } from './execute/replaceable-engine.ts';
import { createReload } from './graph-reload.ts';
import { checkGraph, createGraphVersion, readGraph } from './graph-version.ts';
import { createHttpServer } from './http/create-http-server.ts';
import { createOverload } from './http/overload.ts';
import { createOperations } from './operation/create-operations.ts';
import { createPipeline } from './pipeline.ts';
import { createAuthenticator } from './policy/create-authenticator.ts';
import { createRequestLog } from './telemetry/create-request-log.ts';
import { createRetryBudget } from './upstream/retry-budget.ts';

/** A running process of one client. */
export interface Bff {
  /** Where it listens, e.g. `http://127.0.0.1:4001`. */
  readonly url: string;
  /**
   * Reads the supergraph and the trusted documents again and answers new requests by them. When something is wrong with
   * them that is logged, and nothing changes. Never rejects.
   */
  reload(): Promise<void>;
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
  checkGraph(readGraph(settings));
}

async function start(settings: Settings, closers: Closers): Promise<Bff> {
  const graph = readGraph(settings);
  const log = createRequestLog({ client: settings.client, level: settings.logs.level });
  closers.add(() => log.close());

  const stores = createStores({
    client: settings.client,
    lastGoodBytes: settings.degradation.memory,
    redis: settings.redis && {
      url: settings.redis.url,
      prefix: settings.redis.prefix,
      connectTimeoutMs: settings.redis.connectTimeout,
      commandTimeoutMs: settings.redis.commandTimeout,
    },
  });
  closers.add(() => stores.close());
  closers.add(memoryPressure.subscribe(() => stores.clear()));
  const shares =
    stores.redis &&
    createCapacityShares({
      redis: stores.redis,
      prefix: settings.redis?.prefix ?? '',
      client: settings.client,
    });
  if (shares) closers.add(() => shares.close());

  const lastGood = createLastGood({ store: stores.lastGood });
  closers.add(() => lastGood.close());

  const lasting = { retryBudget: createRetryBudget(settings.retryBudget), shares, lastGood };
  const engine = createReplaceableEngine(await createGraphVersion(settings, graph, lasting));
  closers.add(() => engine.gateway.stop());
  const operations = await createOperations({
    engine: engine.gateway,
    introspection: settings.introspection,
  });
  closers.add(() => operations.close());

  const { jwt } = settings.authentication;
  const policy = jwt && createAuthenticator({ ...jwt, clockToleranceMs: jwt.clockTolerance });
  if (policy) closers.add(() => policy.close());

  const answer = createPipeline({
    policy,
    operations,
    requestDeadlineMs: settings.requestDeadline,
    softDeadlineMs: settings.degradation.softDeadline,
  });
  const { eventLoopDelay, ...overloadSettings } = settings.overload;
  const overload = createOverload({ ...overloadSettings, eventLoopDelayMs: eventLoopDelay });
  closers.add(() => overload.close());
  const http = await createHttpServer({
    overload,
    ...settings.listen,
    maxBodyBytes: settings.limits.body,
    answer: (request) => engine.hold(() => answer(request)),
  });
  closers.add(() => http.close(settings.shutdown.grace));
  lifecycle.publish({
    event: 'listening',
    detail: {
      url: `${http.url}/graphql`,
      engine: settings.engine,
      trustedDocuments: graph.documents.length,
    },
  });

  const reload = createReload({ settings, engine, text: graph.text, lasting });
  return {
    url: http.url,
    reload: () => reload.run(),
    async close() {
      lifecycle.publish({ event: 'draining', detail: { graceMs: settings.shutdown.grace } });
      const reloaded = reload.close();
      await closers.close();
      await reloaded;
    },
  };
}
