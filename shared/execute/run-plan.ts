import type { CompiledFetch } from '../core/compiled-plan.ts';
import type { DataObject } from '../core/data-object.ts';
import { createEntityLoaders } from './entity-loader.ts';
import { createFailureLog, type ExecutionError } from './failure-log.ts';
import { fetchEntities } from './fetch-entities.ts';
import { fetchFields } from './fetch-fields.ts';
import { createKnownEntities } from './known-entities.ts';
import type { Run, RunInput } from './run.ts';

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
    failures: createFailureLog(root, input.showsMessages),
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
