import type { ErrorCode } from '../../core/errors.ts';
import type { UpstreamResponse } from '../upstream-call.ts';
import { UpstreamError } from '../upstream-error.ts';
import type { BreakerOptions, TransportOptions } from '../upstream-options.ts';
import type { CallOutcome } from './circuit.ts';

// Not SUBGRAPH_RESPONSE_TOO_LARGE: who asks for much would open the breaker for all.
const failures: ReadonlySet<ErrorCode> = new Set([
  'SUBGRAPH_UNAVAILABLE',
  'SUBGRAPH_TIMEOUT',
  'SUBGRAPH_INVALID_RESPONSE',
]);

/**
 * 4xx is about the one who asks, 429 too: it is often one user's limit, and would stop all others. Where most calls are
 * answered so, `limit-concurrency.ts` makes fewer at once.
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
 * Of a call that nobody has given up. One that the client's deadline ended says something only if it had had the time that
 * an upstream may be expected to need: `fairMs`. What a client causes by what it sends says nothing.
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

/** The time that an upstream may be expected to need. */
export function fairDurationMs({
  breaker,
  transport,
}: {
  readonly breaker: Pick<BreakerOptions, 'slowCallMs'>;
  readonly transport: Pick<TransportOptions, 'timeoutMs'>;
}): number {
  return breaker.slowCallMs ?? transport.timeoutMs / 2;
}
