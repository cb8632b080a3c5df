import type { CompiledFetch } from '../../core/compiled-plan.ts';
import type { DataObject } from '../../core/json/data-object.ts';
import { reportIncomplete } from '../degradation/incomplete-objects.ts';
import { createCalls } from '../degradation/soft-deadline.ts';
import { createSubstitutes } from '../degradation/substitutes.ts';
import { createErrorCollector, type ErrorCollector, type ExecutionError } from '../errors/error-collector.ts';
import { fetchEntities } from './fetch-entities.ts';
import { fetchFields } from './fetch-fields.ts';
import type { Run, RunInput } from './run.ts';

/** The merged data and what went wrong, in canonical terms. */
export interface RunResult {
  readonly data: DataObject;
  readonly errors: readonly ExecutionError[];
  readonly failures: Pick<ErrorCollector, 'degraded' | 'effects' | 'possibleErrors'>;
  /** Whether no string in the data needs an escape in JSON. False where that is not known. */
  readonly isEscapeFree: boolean;
}

/**
 * Executes a plan: every fetch starts as soon as those that it waits for are done. The failure of an
 * upstream never rejects it. No data is added after it has resolved.
 */
export async function runPlan(input: RunInput): Promise<RunResult> {
  const { context, fetchSubgraph, plan } = input;
  const root: DataObject = {};
  // The client must get the result of a write, however long it takes.
  const softDeadlineMs = plan.fetches.some(({ isMutation }) => isMutation)
    ? undefined
    : context.softDeadlineMs;
  const calls = createCalls(fetchSubgraph, context, softDeadlineMs);
  // Written out: spreading the input took longer than the rest of this function.
  const run: Run = {
    plan,
    variables: input.variables,
    context,
    fetchSubgraph,
    showsMessages: input.showsMessages,
    degradation: input.degradation,
    rulesOf: input.rulesOf,
    root,
    calls,
    failures: createErrorCollector(root, input.showsMessages),
    substitutes: createSubstitutes(),
    incomplete: new Map(),
    nullsAboveFailures: [],
    inFlight: new Set(),
    grouped: new Map(),
    isEscapeFree: true,
  };
  try {
    await runFetches(run);
    if (run.nullsAboveFailures.length > 0) reportIncomplete(run);
  } finally {
    calls.close();
  }
  const { failures, isEscapeFree } = run;
  const { errors } = failures;
  // Whether substitutes contain escapes is not known.
  const isComplete = errors.length === 0 && failures.degraded.length === 0 && failures.effects.length === 0;
  return { data: root, errors, failures, isEscapeFree: isEscapeFree && isComplete };
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
        run.inFlight.add(fetch);
        running
          .then(() => {
            run.inFlight.delete(fetch);
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

function isSelected(alternatives: CompiledFetch['conditions'], variables: Run['variables']): boolean {
  return alternatives.some((conditions) =>
    conditions.every(({ variable, value }) => (variables[variable] === true) === value),
  );
}
