import { internalError } from '../../core/channels.ts';
import { type ErrorCode, FrontageError, isErrorCode } from '../../core/errors.ts';
import { type MaskedError, maskFailedCall } from './mask-subgraph-error.ts';

/** The reason for missing data, in the form that clients get. */
export interface Failure extends Pick<MaskedError, 'message' | 'extensions'> {
  readonly code: ErrorCode;
  readonly retryAfterMs: number | undefined;
}

/** Codes with which an upstream refuses a client: the upstream has not failed, so no policy applies. */
const refusals: ReadonlySet<string> = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'BAD_USER_INPUT']);

/** Whether a code means that the client was refused, possibly before a call was made. */
export function isRefusal(code: string): boolean {
  return refusals.has(code);
}

const maxRetryAfterMs = 86_400_000;

/** Returns the failure that clients see for a failed call. `showsName`: whether they see the name of the subgraph. */
export function failureOfCall(
  cause: unknown,
  subgraph: string,
  showsName: boolean,
  requestId: string,
): Failure {
  const isExpected = cause instanceof FrontageError;
  if (!isExpected) internalError.publish({ requestId, error: cause });
  const code = isExpected ? cause.code : 'INTERNAL_SERVER_ERROR';
  const retryAfterMs = isExpected ? cause.retryAfterMs : undefined;
  return { ...maskFailedCall(code, subgraph, showsName), code, retryAfterMs };
}

/** Undefined for an error by which the upstream refused the client. `retryAfterMs`: the unchecked value of its extensions. */
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
