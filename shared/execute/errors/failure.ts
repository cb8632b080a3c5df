import { type ErrorCode, isErrorCode } from '../../core/errors.ts';
import type { MaskedError } from './mask-subgraph-error.ts';

/** Why something is missing, as clients are told. */
export interface Failure extends Pick<MaskedError, 'message' | 'extensions'> {
  readonly code: ErrorCode;
  readonly retryAfterMs: number | undefined;
}

/** Codes with which an upstream answers somebody: nothing of it has failed, and nothing stands in for it. */
const refusals: ReadonlySet<string> = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'BAD_USER_INPUT']);

/** Whether a code says that the client was refused, be it before a call was made. */
export function isRefusal(code: string): boolean {
  return refusals.has(code);
}

const maxRetryAfterMs = 86_400_000;

/** Undefined for an error that is the upstream's answer. `retryAfterMs` is what it said in its extensions, if it is one. */
export function failureOfReported(
  { message, extensions }: MaskedError,
  retryAfterMs: unknown,
): Failure | undefined {
  const { code } = extensions;
  if (refusals.has(code)) return undefined;
  return {
    message,
    extensions,
    code: isErrorCode(code) ? code : 'DOWNSTREAM_SERVICE_ERROR',
    retryAfterMs: isRetryAfter(retryAfterMs) ? retryAfterMs : undefined,
  };
}

function isRetryAfter(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= maxRetryAfterMs;
}
