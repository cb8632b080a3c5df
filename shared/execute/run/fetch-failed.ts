import { applyFallbacks, type FailedTargets } from '../degradation/apply-fallbacks.ts';
import { applyFieldFallbacks, type FaultyResult } from '../degradation/apply-field-fallbacks.ts';
import type { SubgraphCall } from '../degradation/last-good-responses.ts';
import { failureOfReported, isRefusal } from '../errors/failure.ts';
import { maskSubgraphError } from '../errors/mask-subgraph-error.ts';
import type { Run } from './run.ts';

/** A call gave no answer. */
export async function callFailed(
  question: SubgraphCall,
  failed: readonly FailedTargets[],
  cause: unknown,
  run: Run,
): Promise<void> {
  if (run.context.cancellation.isCancelled) return;
  const { fetch } = question;
  const failure = run.failures.failureOf(fetch, cause, run.context.requestId);
  if (isRefusal(failure.code)) {
    run.failures.missing(fetch, failure, fetch.brings);
    return;
  }
  const missing = await applyFallbacks(question, failed, failure, true, run);
  if (missing === undefined) run.failures.missing(fetch, failure, fetch.brings);
  else if (missing.length > 0) run.failures.missing(fetch, failure, missing);
}

/** A subgraph answered with errors only; about all that it was asked, or about one entity of several. */
export async function responseFailed(
  question: SubgraphCall,
  failed: readonly FailedTargets[],
  faulty: readonly FaultyResult[],
  isAboutAll: boolean,
  run: Run,
): Promise<void> {
  if (run.context.cancellation.isCancelled) return;
  const { fetch } = question;
  const first = faulty[0]?.errors[0];
  const failure =
    first &&
    failureOfReported(
      maskSubgraphError(first, fetch.subgraph, run.showsMessages(fetch.subgraph)),
      first.extensions?.['retryAfterMs'],
    );
  const left = failure && (await applyFallbacks(question, failed, failure, isAboutAll, run));
  // Told in the subgraph's own words, unless something stands in for all that is missing.
  if (left !== undefined && left.length === 0) return;
  // Nothing was answered that could have a place for what is declared.
  for (const one of faulty) await applyFieldFallbacks(question, one, run, failure !== undefined, left);
}
