import { isErrorCode } from './errors.ts';

/** Codes of our table that mean the same when an upstream reports them. */
const common: ReadonlySet<string> = new Set([
  'BAD_USER_INPUT',
  'DOWNSTREAM_SERVICE_ERROR',
  'FORBIDDEN',
  'UNAUTHENTICATED',
]);

/**
 * The code under which the error of an upstream goes on. The other codes of our table are reserved: an upstream that could
 * report one would get our message, our status or our advice to retry.
 */
export function reportedCode(code: string): string {
  return isErrorCode(code) && !common.has(code) ? 'DOWNSTREAM_SERVICE_ERROR' : code;
}
