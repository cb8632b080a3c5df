import type { CompiledFetch, CompiledPlan } from '../../core/compiled-plan.ts';
import type { RequestContext } from '../../core/request-context.ts';
import type { FetchSubgraph } from '../../core/upstream-calls.ts';
import { MergedData } from '../data/merged-data.ts';
import { type FailureOptions, Failures } from '../errors/failures.ts';
import { reportIncomplete } from '../errors/incomplete-objects.ts';
import { createCalls } from './calls.ts';
import { fetchEntities } from './fetch-entities.ts';
import { fetchFields } from './fetch-fields.ts';
import type { Run, Variables } from './run.ts';

export interface RunOptions extends FailureOptions {
  readonly fetchSubgraph: FetchSubgraph;
}

/**
 * Executes a plan: every fetch starts as soon as those that it waits for are done. Resolves with the failures, which refer to
 * the merged data. The failure of an upstream never rejects it. No data is added after it has resolved.
 */
export async function runPlan(
  plan: CompiledPlan,
  variables: Variables,
  context: RequestContext,
  options: RunOptions,
): Promise<Failures> {
  // The client must get the result of a write, however long it takes.
  const softDeadlineMs = plan.fetches.some(({ isMutation }) => isMutation)
    ? undefined
    : context.softDeadlineMs;
  const calls = createCalls(options.fetchSubgraph, context, softDeadlineMs);
  const data = new MergedData(plan);
  const failures = new Failures(options, data);
  try {
    await runFetches({ plan, variables, context, calls, data, failures });
    if (failures.nullsAbove.length > 0) reportIncomplete(failures, plan.fields);
  } finally {
    calls.close();
  }
  return failures;
}

function runFetches(run: Run): Promise<void> {
  const { fetches } = run.plan;
  return new Promise((resolve, reject) => {
    const waitsFor = fetches.map(({ after }) => after.length);
    let unfinished = fetches.length;

    function start(fetch: CompiledFetch): void {
      try {
        const running = runFetch(fetch, run);
        if (running === undefined) {
          finish(fetch);
          return;
        }
        run.data.hold(fetch);
        running
          .then(() => {
            run.data.release(fetch);
            finish(fetch);
          })
          .catch(reject);
      } catch (fault) {
        reject(fault);
      }
    }

    function finish({ awaitedBy }: CompiledFetch): void {
      unfinished -= 1;
      if (unfinished === 0) resolve();
      for (const index of awaitedBy) {
        const fetch = fetches[index];
        waitsFor[index] = (waitsFor[index] ?? 0) - 1;
        if (fetch !== undefined && waitsFor[index] === 0) start(fetch);
      }
    }

    if (unfinished === 0) resolve();
    for (const fetch of fetches) if (fetch.after.length === 0) start(fetch);
  });
}

/** Returns undefined if there is nothing to wait for. Starts no fetch when the client has gone. */
function runFetch(fetch: CompiledFetch, run: Run): Promise<void> | undefined {
  if (run.context.cancellation.isCancelled) return undefined;
  if (fetch.conditions.length > 0 && !isSelected(fetch.conditions, run.variables)) return undefined;
  const { entities } = fetch;
  return entities === undefined ? fetchFields(fetch, run) : fetchEntities(fetch, entities, run);
}

function isSelected(alternatives: CompiledFetch['conditions'], variables: Variables): boolean {
  return alternatives.some((conditions) =>
    conditions.every(({ variable, value }) => (variables[variable] === true) === value),
  );
}
