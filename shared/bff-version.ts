import { createCaching } from './bff-caching.ts';
import type { BffParts } from './bff-parts.ts';
import type { Settings } from './config/settings-schema.ts';
import { createClosers } from './core/closers.ts';
import type { GraphEngine } from './core/engine.ts';
import type { AnswerRequest } from './core/http-messages.ts';
import type { UpstreamStatus } from './core/status.ts';
import { createGraphVersion, type GraphDescription } from './graph-version.ts';
import { createOperations } from './operation/create-operations.ts';
import { createPipeline } from './pipeline.ts';
import { createAuthenticator } from './policy/create-authenticator.ts';

/** Everything behind the HTTP door, for one version of the settings and of the files that they name. */
export interface BffVersion {
  readonly settings: Settings;
  readonly graph: GraphDescription;
  readonly engine: GraphEngine;
  readonly answer: AnswerRequest;
  upstreams(): UpstreamStatus[];
  /** Names of `mandatory` upstreams that have not been reached yet. */
  waitingFor(): readonly string[];
  /** Looks whether these are there. Never rejects. */
  probe(): Promise<void>;
  close(): Promise<void>;
}

/** Rejects with a `StartError`, and leaves nothing running then. Trusted documents are planned when it resolves. */
export async function createBffVersion(
  settings: Settings,
  graph: GraphDescription,
  parts: BffParts,
): Promise<BffVersion> {
  const closers = createClosers();
  try {
    const { engine, upstreams, close } = await createGraphVersion(settings, graph, parts);
    closers.add(close);
    const operations = await createOperations({ engine, introspection: settings.introspection });
    closers.add(() => operations.close());
    const { jwt } = settings.authentication;
    const policy = jwt && createAuthenticator({ ...jwt, clockToleranceMs: jwt.clockTolerance });
    if (policy) closers.add(() => policy.close());
    const caching = createCaching(settings, graph.upstreams);
    if (caching) closers.add(() => caching.close());
    return {
      settings,
      graph,
      engine,
      answer: createPipeline({
        policy,
        operations,
        caching,
        requestDeadlineMs: settings.requestDeadline,
        softDeadlineMs: settings.degradation.softDeadline,
      }),
      upstreams: () => upstreams.status(),
      waitingFor: upstreams.waitingFor,
      probe: upstreams.probe,
      close: () => closers.close(),
    };
  } catch (error) {
    await closers.close();
    throw error;
  }
}
