import { dirname, resolve } from 'node:path';
import { withFixedSettings } from '../config/load/fixed-settings.ts';
import { locateProblems } from '../config/load/locate-problems.ts';
import type { SettingsSource } from '../config/load/settings-source.ts';
import type { Settings } from '../config/settings-schema.ts';
import { graphWarning, internalError, lifecycle } from '../core/channels.ts';
import { createFileWatch, type FileWatch } from '../core/runtime/create-file-watch.ts';
import { shownPath } from '../core/runtime/input-file.ts';
import { StartError } from '../core/start-error.ts';
import type { ReloadStatus } from '../core/status.ts';
import { type Preparation, prepareMostUsed } from '../execute/prepare/warm-up.ts';
import { createRuntime, type Runtime } from './create-runtime.ts';
import type { HotSwap } from './hot-swap.ts';
import { withFurtherProblems } from './load/graph-problems.ts';
import { documentCount, type GraphDescription, readGraph } from './load/load-graph.ts';
import type { ProcessResources } from './process-resources.ts';

export interface ReloadOptions {
  readonly source: SettingsSource;
  /** Absolute paths of the files that the first settings were read from. */
  readonly files: readonly string[];
  readonly runtimes: HotSwap<Runtime>;
  readonly resources: ProcessResources;
  /** Called after the runtime was replaced. */
  onReplaced(settings: Settings): void;
}

export interface Reload {
  /** Reads everything again and replaces the runtime if something changed. Never rejects: problems are logged. */
  run(): Promise<void>;
  status(): ReloadStatus;
  /** Stops reloading. Resolves when a run in progress has ended. */
  close(): Promise<void>;
}

/** Reloads the settings and the files that they name, on request and when files change. */
export function createReload({ source, files, runtimes, resources, onReplaced }: ReloadOptions): Reload {
  let isClosed = false;
  let last = Promise.resolve();
  let watch: FileWatch | undefined;
  let watched: readonly string[] = [];
  /** The settings that the run in progress has read. */
  let attempted: Settings | undefined;
  const counts = { succeeded: 0, failed: 0 };
  let lastError: string | undefined;
  watchFiles([...files, ...runtimes.current().graph.imported], runtimes.current().settings);

  async function replace(changed: readonly string[] | undefined): Promise<void> {
    const before = runtimes.current();
    attempted = undefined;
    const read = source.read();
    attempted = read.settings;
    const { settings, needRestart } = withFixedSettings(read.settings, before.settings);
    watchFiles([...read.files, ...filesOf(before.settings), ...before.graph.imported], settings);
    if (needRestart.length > 0)
      lifecycle.publish({ event: 'restart needed', detail: { settings: needRestart } });
    const graph = await readGraph(settings);
    if (inputsOf(settings, graph) === inputsOf(before.settings, before.graph)) {
      // An operator who repaired refused files sees that, even without a request to reload.
      const isReported = changed === undefined || lastError !== undefined;
      lastError = undefined;
      if (isReported) lifecycle.publish({ event: 'nothing changed', detail: {} });
      return;
    }
    const next = await createRuntime(settings, graph, resources);
    try {
      const preparation = await warm(before, next);
      if (isClosed) return await next.close();
      runtimes.replace(next);
      for (const warning of graph.warnings) graphWarning.publish(warning);
      onReplaced(settings);
      watchFiles([...read.files, ...graph.imported], settings);
      counts.succeeded += 1;
      lastError = undefined;
      lifecycle.publish({
        event: 'reloaded',
        detail: {
          ...(changed && { changed: changed.map(shownPath) }),
          trustedDocuments: documentCount(graph),
          ...preparation,
        },
      });
    } catch (error) {
      await next.close();
      throw error;
    }
  }

  async function attempt(changed: readonly string[] | undefined): Promise<void> {
    if (isClosed) return;
    try {
      await replace(changed);
    } catch (error) {
      if (error instanceof StartError) watchRefused(error);
      if (!(error instanceof StartError)) internalError.publish({ requestId: undefined, error });
      lastError = await reasonOf(error, source, attempted);
      counts.failed += 1;
      lifecycle.publish({ event: 'reload refused', detail: { reason: lastError } });
    }
  }

  /** `changed`: the files that caused the run; undefined if it was requested. */
  function run(changed?: readonly string[]): Promise<void> {
    // One after another: a second run reads files that were written during the first one.
    last = last.then(() => attempt(changed));
    return last;
  }

  /** Watches the files of refused problems, too. They may not have been read before: a new import, a new base file, a missing file. */
  function watchRefused({ problems }: StartError): void {
    if (watch === undefined || isClosed) return;
    const { compute } = runtimes.current().settings.view;
    const named = problems.flatMap(({ file, names }) =>
      [file, names].flatMap((path) => (path === undefined ? [] : [resolve(path)])),
    );
    watched = [...new Set([...watched, ...named, ...(compute === undefined ? [] : [dirname(compute)])])];
    watch.set(watched);
  }

  function watchFiles(settingsFiles: readonly string[], settings: Settings): void {
    if (!settings.reload.watch || isClosed) {
      watch?.close();
      watch = undefined;
      return;
    }
    watch ??= createFileWatch({ onChange: (paths) => run(paths) });
    watched = [...new Set([...settingsFiles, ...filesOf(settings)])];
    watch.set(watched);
  }

  return {
    run: () => run(),
    status: () => ({ ...counts, lastError }),
    close() {
      isClosed = true;
      watch?.close();
      return last;
    },
  };
}

/** Prepares the most used operations of each client schema that already existed. */
async function warm(before: Runtime, next: Runtime): Promise<Preparation> {
  const total = { prepared: 0, skipped: 0 };
  for (const [index, { version }] of next.graph.clientSchemas.all.entries()) {
    const at = before.graph.clientSchemas.all.findIndex((clientSchema) => clientSchema.version === version);
    const [old, engine] = [before.engines[at], next.engines[index]];
    if (old === undefined || engine === undefined) continue;
    const { prepared, skipped } = await prepareMostUsed(old, engine, next.settings.reload.warmOperations);
    total.prepared += prepared;
    total.skipped += skipped;
  }
  return total;
}

/** Returns all problems with their locations. */
async function reasonOf(
  error: unknown,
  { file, overrides }: SettingsSource,
  settings: Settings | undefined,
): Promise<string> {
  if (!(error instanceof StartError)) return error instanceof Error ? error.message : String(error);
  const usable = settings && { settings, doubtful: new Set<string>() };
  return locateProblems(await withFurtherProblems(error, usable), file, overrides).message;
}

/** Equal if nothing changed. */
function inputsOf(settings: Settings, { text, certificates }: GraphDescription): string {
  return JSON.stringify([settings, text, certificates]);
}

/** Returns the files that settings name and that are read with them. An upstream watches its file of endpoints itself. */
function filesOf({
  supergraph,
  plugins,
  trustedDocuments,
  degradation,
  upstreams,
  view,
}: Settings): string[] {
  const { all, subgraphs, sources } = upstreams;
  const tls = [all, ...Object.values(subgraphs), ...Object.values(sources)].flatMap(({ tls: files }) => [
    files?.ca,
    files?.certificate,
    files?.key,
  ]);
  const views = [view, ...Object.values(view.versions ?? {})].flatMap(({ files }) => files);
  const operations = Object.values(view.versions ?? {}).map((version) => version.operations);
  const { directory, manifests } = trustedDocuments;
  const single = [supergraph, plugins, directory, degradation.directives, view.compute];
  return [...single, ...manifests, ...views, ...operations, ...tls].filter((path) => path !== undefined);
}
