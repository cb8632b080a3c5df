import { errorTable, isErrorCode } from './errors.ts';

/** Codes of our table that have the same meaning if an upstream reports them. */
const common: ReadonlySet<string> = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'DOWNSTREAM_SERVICE_ERROR',
  'FORBIDDEN',
  'NOT_FOUND',
  'UNAUTHENTICATED',
]);

/** Codes whose message in our table is about the request, while an upstream reports a field. */
const ofRequests: ReadonlySet<string> = new Set(['BAD_REQUEST', 'NOT_FOUND']);

/**
 * Returns the code that clients get for an upstream's error. The other codes of our table are reserved: an upstream that could
 * report one would get our message, our status or our advice to retry.
 */
export function reportedCode(code: string): string {
  return isErrorCode(code) && !common.has(code) ? 'DOWNSTREAM_SERVICE_ERROR' : code;
}

/** The message of an upstream's error if the original message is not shown. */
export function messageOfReported(code: unknown): string {
  const isOurs = isErrorCode(code) && !ofRequests.has(code);
  return errorTable[isOurs ? code : 'DOWNSTREAM_SERVICE_ERROR'].message;
}
