import type { ErrorCode } from '../../core/errors.ts';
import type { UpstreamResponse } from '../upstream-call.ts';
import { UpstreamError } from '../upstream-error.ts';
import type { BreakerOptions, TransportOptions } from '../upstream-options.ts';
import type { CallOutcome } from './circuit.ts';

// Not SUBGRAPH_RESPONSE_TOO_LARGE: a client that requests too much would open the breaker for all clients.
const failures: ReadonlySet<ErrorCode> = new Set([
  'SUBGRAPH_UNAVAILABLE',
  'SUBGRAPH_TIMEOUT',
  'SUBGRAPH_INVALID_RESPONSE',
]);

/**
 * Status 4xx is about the client, including 429: it is often the limit of one user, and must not stop all others. If most
 * responses are 429, `limit-concurrency.ts` reduces the calls in flight.
 */
export function outcomeOfResponse(
  { status, errorCodes }: UpstreamResponse<unknown>,
  durationMs: number,
  { slowCallMs, errorCodes: counted }: BreakerOptions,
): CallOutcome {
  if (status >= 500) return 'failed';
  if (slowCallMs !== undefined && durationMs > slowCallMs) return 'failed';
  return errorCodes.some((code) => counted.includes(code)) ? 'failed' : 'good';
}

/**
 * Classifies a call that was not cancelled. A call that the client's deadline ended counts only if it had the time that an
 * upstream may be expected to need: `fairMs`. Failures caused by the content of the client's request do not count.
 */
export function outcomeOfError(error: unknown, durationMs: number, fairMs: number): CallOutcome {
  if (!(error instanceof UpstreamError)) return 'nothing';
  const { code, status, headStatus, isPerhapsTooLong } = error;
  if (code === 'SUBGRAPH_HTTP_ERROR') return status !== undefined && status >= 500 ? 'failed' : 'good';
  if (headStatus !== undefined && headStatus >= 400 && headStatus < 500) return 'good';
  if (isPerhapsTooLong) return 'nothing';
  if (code === 'GATEWAY_TIMEOUT') return durationMs >= fairMs ? 'failed' : 'nothing';
  return failures.has(code) ? 'failed' : 'nothing';
}

/** Returns the time that an upstream may be expected to need. */
export function fairDurationMs({
  breaker,
  transport,
}: {
  readonly breaker: Pick<BreakerOptions, 'slowCallMs'>;
  readonly transport: Pick<TransportOptions, 'timeoutMs'>;
}): number {
  return breaker.slowCallMs ?? transport.timeoutMs / 2;
}
