import type { Settings } from './config/settings-schema.ts';
import { internalError, lifecycle } from './core/channels.ts';
import { StartError } from './core/start-error.ts';
import { prepareMostUsed } from './execute/prepare-most-used.ts';
import type { ReplaceableEngine } from './execute/replaceable-engine.ts';
import { createGraphVersion, type Lasting, readGraph } from './graph-version.ts';

export interface Reload {
  /** Reads the graph's files and lets the engine change to what they say. Never rejects: what is wrong is logged. */
  run(): Promise<void>;
  /** From now on nothing changes. Resolves when a run that is under way has ended. */
  close(): Promise<void>;
}

export interface ReloadOptions {
  readonly settings: Settings;
  readonly engine: ReplaceableEngine;
  /** Of the description that the engine was made from. */
  readonly text: string;
  readonly lasting: Lasting;
}

export function createReload({ settings, engine, text, lasting }: ReloadOptions): Reload {
  let isClosed = false;
  let last = Promise.resolve();
  let known = text;

  async function replace(): Promise<void> {
    const graph = readGraph(settings);
    if (graph.text === known) {
      lifecycle.publish({ event: 'graph unchanged', detail: {} });
      return;
    }
    const next = await createGraphVersion(settings, graph, lasting);
    try {
      const preparation = await prepareMostUsed(engine.current(), next, settings.reload.warmOperations);
      if (isClosed) return await next.close();
      engine.replace(next);
      known = graph.text;
      lifecycle.publish({
        event: 'graph replaced',
        detail: { trustedDocuments: graph.documents.length, ...preparation },
      });
    } catch (error) {
      await next.close();
      throw error;
    }
  }

  async function run(): Promise<void> {
    if (isClosed) return;
    try {
      await replace();
    } catch (error) {
      if (!(error instanceof StartError)) internalError.publish({ requestId: undefined, error });
      const reason = error instanceof Error ? error.message : String(error);
      lifecycle.publish({ event: 'graph refused', detail: { reason } });
    }
  }

  return {
    run() {
      // One after another: a second run reads what was written while the first was at it.
      last = last.then(run);
      return last;
    },
    close() {
      isClosed = true;
      return last;
    },
  };
}
