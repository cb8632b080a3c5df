import { errors } from 'undici';
import { upstreamEvent } from '../../core/channels.ts';
import type { ErrorCode } from '../../core/errors.ts';
import type { Cancellation } from '../../core/runtime/cancellation.ts';
import type { Send, UpstreamCall, UpstreamResponse } from '../upstream-call.ts';
import { UpstreamError } from '../upstream-error.ts';
import type { RetryOptions } from '../upstream-options.ts';
import type { Durations } from './durations.ts';
import { readRetryAfter } from './read-retry-after.ts';
import type { UpstreamRetryBudget } from './retry-budget.ts';

export interface RetryDeps {
  readonly upstream: string;
  readonly retry: RetryOptions;
  readonly budget: UpstreamRetryBudget;
  /** Of the upstream's good answers; added to here. */
  readonly durations: Durations;
  readonly nowMs?: () => number;
  readonly random?: () => number;
}

interface Failure {
  readonly reason: ErrorCode;
  readonly retryAfterMs: number | undefined;
}

/**
 * Makes a read again that failed before there were response headers, or with one of the statuses. Not one that took all of
 * its upstream's timeout: the upstream may still work on it, and the client has waited for long.
 */
export function retrying<Content>(
  next: Send<Content>,
  { upstream, retry, budget, durations, nowMs = () => performance.now(), random = Math.random }: RetryDeps,
): Send<Content> {
  const { attempts, minBackoffMs, maxBackoffMs, statuses } = retry;

  const failureOf = (answer: UpstreamResponse<Content> | undefined, error: unknown): Failure | undefined => {
    if (answer !== undefined) {
      if (!statuses.includes(answer.status)) return undefined;
      return { reason: 'SUBGRAPH_HTTP_ERROR', retryAfterMs: readRetryAfter(answer.headers['retry-after']) };
    }
    if (!(error instanceof UpstreamError)) return undefined;
    const { code, status, retryAfterMs } = error;
    const mayPass = status === undefined ? neverArrived(error) : statuses.includes(status);
    return mayPass ? { reason: code, retryAfterMs } : undefined;
  };

  /** Undefined when there is no time left in which an answer could be expected. */
  const delayOf = (
    { retryAfterMs = 0 }: Failure,
    retries: number,
    deadlineMs: number,
  ): number | undefined => {
    const backoffMs = Math.min(maxBackoffMs, minBackoffMs * 2 ** retries) * random();
    const delayMs = Math.max(backoffMs, retryAfterMs);
    const leftMs = deadlineMs - nowMs() - delayMs;
    return leftMs > (durations.quantile(0.5) ?? 0) ? Math.round(delayMs) : undefined;
  };

  /** Takes of the budget, and waits. */
  const mayRetry = async (failure: Failure, retries: number, { context }: UpstreamCall): Promise<boolean> => {
    const { cancellation, deadlineMs } = context;
    if (retries >= attempts || cancellation.isCancelled) return false;
    const delayMs = delayOf(failure, retries, deadlineMs);
    if (delayMs === undefined) return false;
    if (!budget.take()) {
      upstreamEvent.publish({ upstream, event: 'retry refused' });
      return false;
    }
    upstreamEvent.publish({ upstream, event: 'retry', reason: failure.reason, delayMs });
    if (await passed(delayMs, cancellation)) return true;
    budget.giveBack();
    return false;
  };

  // One function for all attempts: every asynchronous one on the way costs each call a promise and a turn.
  return async (call) => {
    const { isWrite } = call.context;
    budget.beginCall();
    try {
      for (let retries = 0; ; retries += 1) {
        let answer: UpstreamResponse<Content> | undefined;
        let error: unknown;
        const startMs = nowMs();
        try {
          answer = await next(call);
          if (!isWrite && answer.status < 500) durations.add(nowMs() - startMs);
        } catch (caught) {
          error = caught;
        } finally {
          if (retries > 0) budget.giveBack();
        }
        const failure = isWrite ? undefined : failureOf(answer, error);
        if (failure !== undefined && (await mayRetry(failure, retries, call))) continue;
        if (answer !== undefined) return answer;
        throw error;
      }
    } finally {
      budget.endCall();
    }
  };
}

function neverArrived({ code, hasResponded, isPerhapsTooLong, cause }: UpstreamError): boolean {
  if (hasResponded || isPerhapsTooLong) return false;
  return code === 'SUBGRAPH_UNAVAILABLE' || cause instanceof errors.ConnectTimeoutError;
}

/** False as soon as nobody waits any more. */
function passed(delayMs: number, cancellation: Cancellation): Promise<boolean> {
  return new Promise((resolve) => {
    const onCancel = (): void => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      cancellation.remove(onCancel);
      resolve(true);
    }, delayMs);
    cancellation.add(onCancel);
  });
}
