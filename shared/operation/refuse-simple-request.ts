import { FrontageError } from '../core/errors.ts';
import type { IncomingRequest } from '../core/http/http-messages.ts';

const ownHeaders = ['apollo-require-preflight', 'x-apollo-operation-name'];
const simpleContentType = /^\s*(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)/i;

// Browsers send these themselves, and no page can prevent it.
const browserHeaders = ['origin', 'referer', 'cookie', 'sec-fetch-site', 'sec-fetch-dest'];
const browserName = /^\s*(?:mozilla|opera)\//i;

/**
 * Refuses a GET that a page of any origin can make a browser send without a preflight (Fetch standard, "simple" requests):
 * one from a browser, without a header or a content type that requires a preflight. A POST must have such a content type
 * anyway. Programs that are not browsers do not run pages of other origins. Throws a `FrontageError`: CSRF_REJECTED.
 */
export function refuseSimpleRequest({ method, headers }: Pick<IncomingRequest, 'method' | 'headers'>): void {
  if (method !== 'GET' || ownHeaders.some((name) => headers[name])) return;
  const contentType = headers['content-type'];
  if (contentType !== undefined && simpleContentType.test(contentType))
    throw new FrontageError('CSRF_REJECTED');
  if (!contentType && isFromBrowser(headers)) throw new FrontageError('CSRF_REJECTED');
}

function isFromBrowser(headers: Readonly<Record<string, string>>): boolean {
  return (
    browserHeaders.some((name) => headers[name] !== undefined) ||
    browserName.test(headers['user-agent'] ?? '')
  );
}
