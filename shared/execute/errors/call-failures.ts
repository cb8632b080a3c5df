import type { MissingData, MissingDecision, MissingOutcome, SubgraphCall } from '../../core/degradation.ts';
import type { DataObject } from '../../core/json/data-object.ts';
import { type Failure, failureOfCall, failureOfReported, isRefusal } from './failure.ts';
import type { DegradedData, FailureCause, Failures } from './failures.ts';
import { markIncomplete } from './incomplete-objects.ts';
import type { Located } from './locate-entities.ts';
import { maskSubgraphError } from './mask-subgraph-error.ts';
import { type FaultyResult, reportErrors } from './report-errors.ts';

/** Handles a call without a response. */
export async function callFailed(
  call: SubgraphCall,
  missing: readonly MissingData[],
  cause: unknown,
  failures: Failures,
): Promise<void> {
  const { fetch, context } = call;
  if (context.cancellation.isCancelled) return;
  const { subgraph, brings } = fetch;
  const showsName = failures.options.showsMessages(subgraph);
  const failure = failureOfCall(cause, subgraph, showsName, context.requestId);
  const left = isRefusal(failure.code)
    ? undefined
    : await replaceMissing(call, missing, failure, undefined, failures);
  if (left === undefined || left.length > 0) failures.addMissing(fetch, failure, left ?? brings);
}

/** Handles a response without data: for the whole call, or for `located` objects. */
export async function responseFailed(
  call: SubgraphCall,
  missing: readonly MissingData[],
  faulty: readonly FaultyResult[],
  located: Located | undefined,
  failures: Failures,
): Promise<void> {
  if (call.context.cancellation.isCancelled) return;
  const { subgraph } = call.fetch;
  const first = faulty[0]?.errors[0];
  const failure =
    first &&
    failureOfReported(
      maskSubgraphError(first, subgraph, failures.options.showsMessages(subgraph)),
      first.extensions?.['retryAfterMs'],
    );
  const left = failure && (await replaceMissing(call, missing, failure, located, failures));
  // The subgraph's own errors are reported, unless substitutes replace all missing data.
  if (left !== undefined && left.length === 0) return;
  const isReported = failure !== undefined;
  for (const one of faulty) await reportErrors(call, one, located, failures, isReported, left);
}

/**
 * Replaces data that a failed call should have returned. Returns the keys that stay null and need an error; undefined if
 * nothing is declared for any of them. `located`: undefined if the call returned no data for any object at its path.
 */
async function replaceMissing(
  call: SubgraphCall,
  missing: readonly MissingData[],
  failure: Failure,
  located: Located | undefined,
  failures: Failures,
): Promise<readonly string[] | undefined> {
  const { fetch } = call;
  const { outcomes, hasPolicy } = await decide(call, missing, failures);
  const nulls = new Set<string>();
  for (const outcome of outcomes) {
    const { extent, keys, targets, upstream, servedFrom } = outcome;
    const part = partOf(outcome, call, failure);
    if (extent !== 'field') {
      failures.effects.push({ ...part, extent, fetch, targets, inside: [] });
      continue;
    }
    const paths = located ? failures.positionsOf(fetch, [...targets], [], located) : [fetch.path];
    for (const path of paths) failures.degraded.push({ ...part, path });
    if (servedFrom !== 'nothing') continue;
    for (const key of keys) nulls.add(key);
    const cause: FailureCause = { failure, upstream, isReportedByField: located !== undefined };
    for (const target of targets) failures.incomplete.set(target, cause);
  }
  return hasPolicy ? [...nulls] : undefined;
}

/**
 * Handles objects that could not be requested because another fetch failed. Fields without a policy get no error, unless a
 * single entity failed: that is reported at each missing field.
 */
export async function requestImpossible(
  call: SubgraphCall,
  lacking: readonly DataObject[],
  failures: Failures,
): Promise<void> {
  const { fetch, fields } = call;
  const { incomplete } = failures;
  markIncomplete(failures, fields);
  for (const { cause, affected } of byCause(lacking, incomplete)) {
    const { failure, isReportedByField } = cause;
    const { outcomes } = await decide(call, [{ representation: undefined, targets: affected }], failures);
    const located = isReportedByField ? failures.locate(fetch, affected) : undefined;
    for (const outcome of outcomes) {
      const { extent, targets, servedFrom } = outcome;
      // The upstream whose fetch failed is at fault.
      const part = { ...partOf(outcome, call, failure), upstream: cause.upstream };
      if (extent !== 'field') failures.effects.push({ ...part, extent, fetch, targets, inside: [] });
      else if (servedFrom !== 'nothing') failures.degraded.push(part);
      else {
        for (const target of targets) {
          incomplete.set(target, cause);
          if (!isReportedByField) continue;
          failures.addAt(failure, failures.positionsOf(fetch, [target], [], located), part.keys);
        }
      }
    }
  }
}

function decide(
  call: SubgraphCall,
  missing: readonly MissingData[],
  { options, data }: Failures,
): Promise<MissingDecision> {
  return options.degradation.onMissingData(call, missing, (target, key, value) =>
    data.put(target, key, value),
  );
}

function partOf(outcome: MissingOutcome, { fetch }: SubgraphCall, failure: Failure): DegradedData {
  const { upstream, servedFrom, ageMs, usableMs, keys } = outcome;
  return { failure, upstream, servedFrom, ageMs, usableMs, path: fetch.path, keys: [...keys] };
}

/** Objects with the same cause are handled together. */
function byCause(
  lacking: readonly DataObject[],
  incomplete: Failures['incomplete'],
): { readonly cause: FailureCause; readonly affected: DataObject[] }[] {
  const groups = new Map<string, { cause: FailureCause; affected: DataObject[] }>();
  for (const target of lacking) {
    const cause = incomplete.get(target);
    if (cause === undefined) continue;
    const { failure, upstream, isReportedByField } = cause;
    const id = `${upstream} ${isReportedByField} ${failure.code} ${failure.message}`;
    const known = groups.get(id);
    if (known === undefined) groups.set(id, { cause, affected: [target] });
    else known.affected.push(target);
  }
  return [...groups.values()];
}
