import { errors } from 'undici';
import { upstreamEvent } from '../../core/channels.ts';
import type { ErrorCode } from '../../core/errors.ts';
import type { Cancellation } from '../../core/runtime/cancellation.ts';
import type { Layer, UpstreamCall, UpstreamResponse } from '../upstream-call.ts';
import { UpstreamError } from '../upstream-error.ts';
import type { UpstreamOptions } from '../upstream-options.ts';
import type { Durations } from './durations.ts';
import { readRetryAfter } from './read-retry-after.ts';
import type { UpstreamRetryBudget } from './retry-budget.ts';

export interface RetryDeps {
  readonly budget: UpstreamRetryBudget;
  /** The durations of the upstream's good responses. The retry layer records them. */
  readonly durations: Durations;
  readonly nowMs?: () => number;
  readonly random?: () => number;
}

interface Failure {
  readonly reason: ErrorCode;
  readonly retryAfterMs: number | undefined;
}

/**
 * Repeats a read that failed before response headers arrived, or with one of the configured statuses. Does not repeat a call
 * that took its upstream's whole timeout: the upstream may still work on it, and the client has waited for a long time.
 */
export function retry<Content>(
  {
    name: upstream,
    retry: { attempts, minBackoffMs, maxBackoffMs, statuses },
  }: Pick<UpstreamOptions, 'name' | 'retry'>,
  { budget, durations, nowMs = () => performance.now(), random = Math.random }: RetryDeps,
): Layer<Content> {
  const failureOf = (
    response: UpstreamResponse<Content> | undefined,
    error: unknown,
  ): Failure | undefined => {
    if (response !== undefined) {
      if (!statuses.includes(response.status)) return undefined;
      return { reason: 'SUBGRAPH_HTTP_ERROR', retryAfterMs: readRetryAfter(response.headers['retry-after']) };
    }
    if (!(error instanceof UpstreamError)) return undefined;
    const { code, status, retryAfterMs } = error;
    const isTransient = status === undefined ? neverArrived(error) : statuses.includes(status);
    return isTransient ? { reason: code, retryAfterMs } : undefined;
  };

  /** Undefined when a response cannot be expected before the deadline. */
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

  /** Takes from the budget, and waits. */
  const mayRetry = async (failure: Failure, retries: number, { context }: UpstreamCall): Promise<boolean> => {
    const { cancellation, deadlineMs } = context;
    if (retries >= attempts || cancellation.isCancelled) return false;
    const delayMs = delayOf(failure, retries, deadlineMs);
    if (delayMs === undefined) return false;
    if (!budget.acquire()) {
      upstreamEvent.publish({ upstream, event: 'retry refused' });
      return false;
    }
    upstreamEvent.publish({ upstream, event: 'retry', reason: failure.reason, delayMs });
    if (await delay(delayMs, cancellation)) return true;
    budget.release();
    return false;
  };

  // One function for all attempts: each asynchronous function on the path costs every call a promise and a microtask.
  return (next) => async (call) => {
    const { isWrite } = call.context;
    budget.beginCall();
    try {
      for (let retries = 0; ; retries += 1) {
        let response: UpstreamResponse<Content> | undefined;
        let error: unknown;
        const startMs = nowMs();
        try {
          response = await next(call);
          if (!isWrite && response.status < 500) durations.add(nowMs() - startMs);
        } catch (caught) {
          error = caught;
        } finally {
          if (retries > 0) budget.release();
        }
        const failure = isWrite ? undefined : failureOf(response, error);
        if (failure !== undefined && (await mayRetry(failure, retries, call))) continue;
        if (response !== undefined) return response;
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

/** Resolves to true after the delay, or to false as soon as the call is cancelled. */
function delay(delayMs: number, cancellation: Cancellation): Promise<boolean> {
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
