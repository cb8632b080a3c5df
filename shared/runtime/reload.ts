import { dirname, resolve } from 'node:path';
import { withFixedSettings } from '../config/load/fixed-settings.ts';
import { placeProblems } from '../config/load/locate-problems.ts';
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
  /** Absolute paths of the files that the first version's settings are from. */
  readonly files: readonly string[];
  readonly versions: HotSwap<Runtime>;
  readonly parts: ProcessResources;
  /** After the change. */
  onReplaced(settings: Settings): void;
}

export interface Reload {
  /** Reads everything again and changes to what it says. Never rejects: what is wrong is logged. */
  run(): Promise<void>;
  status(): ReloadStatus;
  /** From now on nothing changes. Resolves when a run that is under way has ended. */
  close(): Promise<void>;
}

/** Brings new versions of the settings and of the files that they name, when asked to and when files change. */
export function createReload({ source, files, versions, parts, onReplaced }: ReloadOptions): Reload {
  let isClosed = false;
  let last = Promise.resolve();
  let watch: FileWatch | undefined;
  let watched: readonly string[] = [];
  /** Those that the run under way has read. */
  let tried: Settings | undefined;
  const counts = { succeeded: 0, failed: 0 };
  let lastError: string | undefined;
  watchFiles([...files, ...versions.current().graph.contracts.files], versions.current().settings);

  async function replace(changed: readonly string[] | undefined): Promise<void> {
    const before = versions.current();
    tried = undefined;
    const read = source.read();
    tried = read.settings;
    const { settings, needRestart } = withFixedSettings(read.settings, before.settings);
    watchFiles([...read.files, ...filesOf(before.settings), ...before.graph.contracts.files], settings);
    if (needRestart.length > 0)
      lifecycle.publish({ event: 'restart needed', detail: { settings: needRestart } });
    const graph = await readGraph(settings);
    if (inputsOf(settings, graph) === inputsOf(before.settings, before.graph)) {
      // Who repairs what was refused is told, though nobody asked.
      const isTold = changed === undefined || lastError !== undefined;
      lastError = undefined;
      if (isTold) lifecycle.publish({ event: 'nothing changed', detail: {} });
      return;
    }
    const next = await createRuntime(settings, graph, parts);
    try {
      const preparation = await warm(before, next);
      if (isClosed) return await next.close();
      versions.replace(next);
      for (const warning of graph.warnings) graphWarning.publish(warning);
      onReplaced(settings);
      watchFiles([...read.files, ...graph.contracts.files], settings);
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
      lastError = await reasonOf(error, source, tried);
      counts.failed += 1;
      lifecycle.publish({ event: 'reload refused', detail: { reason: lastError } });
    }
  }

  /** `changed`: the files because of which it runs; undefined when somebody asked for it. */
  function run(changed?: readonly string[]): Promise<void> {
    // One after another: a second run reads what was written while the first was at it.
    last = last.then(() => attempt(changed));
    return last;
  }

  /** What is wrong may be in files that were not read before: a new import, a file that is extended since, a missing one. */
  function watchRefused({ problems }: StartError): void {
    if (watch === undefined || isClosed) return;
    const { compute } = versions.current().settings.view;
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

/** A contract that was there before is asked what it was asked most often. */
async function warm(before: Runtime, next: Runtime): Promise<Preparation> {
  const total = { prepared: 0, skipped: 0 };
  for (const [index, { version }] of next.graph.contracts.all.entries()) {
    const at = before.graph.contracts.all.findIndex((contract) => contract.version === version);
    const [old, engine] = [before.engines[at], next.engines[index]];
    if (old === undefined || engine === undefined) continue;
    const { prepared, skipped } = await prepareMostUsed(old, engine, next.settings.reload.warmOperations);
    total.prepared += prepared;
    total.skipped += skipped;
  }
  return total;
}

/** Everything that is wrong, with the places where it stands. */
async function reasonOf(
  error: unknown,
  { file, overrides }: SettingsSource,
  settings: Settings | undefined,
): Promise<string> {
  if (!(error instanceof StartError)) return error instanceof Error ? error.message : String(error);
  const usable = settings && { settings, doubtful: new Set<string>() };
  return placeProblems(await withFurtherProblems(error, usable), file, overrides).message;
}

/** Equal when there is nothing to change. */
function inputsOf(settings: Settings, { text, certificates }: GraphDescription): string {
  return JSON.stringify([settings, text, certificates]);
}

/** What settings name that is read with them; a file of endpoints is its upstream's to watch. */
function filesOf({ supergraph, trustedDocuments, degradation, upstreams, view }: Settings): string[] {
  const { all, subgraphs, sources } = upstreams;
  const tls = [all, ...Object.values(subgraphs), ...Object.values(sources)].flatMap(({ tls: files }) => [
    files?.ca,
    files?.certificate,
    files?.key,
  ]);
  const views = [view, ...Object.values(view.versions ?? {})].flatMap(({ files }) => files);
  const operations = Object.values(view.versions ?? {}).map((version) => version.operations);
  const { directory, manifests } = trustedDocuments;
  const single = [supergraph, directory, degradation.directives, view.compute];
  return [...single, ...manifests, ...views, ...operations, ...tls].filter((path) => path !== undefined);
}
