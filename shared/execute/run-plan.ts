import type { CompiledFetch, CompiledPlan } from '../core/compiled-plan.ts';
import type { DataObject } from '../core/data-object.ts';
import type { RequestContext } from '../core/request-context.ts';
import type { FetchSubgraph } from '../core/upstream-calls.ts';
import { createEntityLoaders, type EntityLoaders } from './entity-loader.ts';
import { createFailureLog, type ExecutionError, type FailureLog } from './failure-log.ts';
import { fetchEntities } from './fetch-entities.ts';
import { fetchFields } from './fetch-fields.ts';
import { createKnownEntities, type KnownEntities } from './known-entities.ts';

/** What a run is given. */
export interface RunInput {
  readonly plan: CompiledPlan;
  /** The client's variables, coerced and with their defaults. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
  readonly fetchSubgraph: FetchSubgraph;
  showsMessages(subgraph: string): boolean;
}

/** What the fetches of a run share. */
export interface Run extends RunInput {
  /**
   * What they brought, merged. Keys are canonical; objects are shared between places and may even contain themselves,
   * so only a walk that is bounded by a selection ends.
   */
  readonly root: DataObject;
  readonly loaders: EntityLoaders;
  readonly known: KnownEntities;
  readonly failures: FailureLog;
}

/** The merged data and what went wrong, in canonical terms. */
export interface RunResult {
  readonly data: DataObject;
  readonly errors: readonly ExecutionError[];
}

/** Executes a plan: every fetch starts as soon as those that it waits for are done. Never rejects for an upstream's sake. */
export async function runPlan(input: RunInput): Promise<RunResult> {
  const root: DataObject = {};
  const run: Run = {
    ...input,
    root,
    loaders: createEntityLoaders(),
    known: createKnownEntities(),
    failures: createFailureLog(root),
  };
  const { fetches } = input.plan;
  const done: Promise<void>[] = [];
  // The compiler lists a fetch after all that it waits for.
  for (const fetch of fetches) {
    const before = fetch.after.flatMap((index) => done[index] ?? []);
    done.push(
      before.length === 0 ? runFetch(fetch, run) : Promise.all(before).then(() => runFetch(fetch, run)),
    );
  }
  await Promise.all(done);
  return { data: root, errors: run.failures.errors() };
}

async function runFetch(fetch: CompiledFetch, run: Run): Promise<void> {
  if (!fetch.conditions.every(({ variable, value }) => (run.variables[variable] === true) === value)) return;
  if (fetch.entities === undefined) await fetchFields(fetch, run);
  else await fetchEntities(fetch, fetch.entities, run);
  if (!fetch.isMutation) return;
  run.loaders.forget();
  run.known.forget();
}
