import { applyFallbacks, type FailedTargets } from '../degradation/apply-fallbacks.ts';
import { applyFieldFallbacks, type FaultyResult } from '../degradation/apply-field-fallbacks.ts';
import type { SubgraphCall } from '../degradation/last-good-responses.ts';
import { failureOfReported, isRefusal } from '../errors/failure.ts';
import { maskSubgraphError } from '../errors/mask-subgraph-error.ts';
import type { Run } from './run.ts';

/** Handles a call without a response. */
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

/** Handles a response without data: for the whole call (`isAboutAll`), or for one of several entities. */
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
  // The subgraph's own errors are reported, unless substitutes replace all missing data.
  if (left !== undefined && left.length === 0) return;
  // There is no data in which declared values could be set.
  for (const one of faulty) await applyFieldFallbacks(question, one, run, failure !== undefined, left);
}
