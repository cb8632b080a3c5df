import { FrontageError } from '../core/errors.ts';
import type { IncomingRequest } from '../core/http-messages.ts';

const ownHeaders = ['apollo-require-preflight', 'x-apollo-operation-name'];
const simpleContentType = /^\s*(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)/i;

/**
 * Refuses a GET that any page of any origin can make a browser send without asking first (Fetch standard, "simple"
 * requests); a POST must have a content type for which browsers ask. Throws `FrontageError`: CSRF_REJECTED.
 */
export function refuseSimpleRequest({ method, headers }: Pick<IncomingRequest, 'method' | 'headers'>): void {
  if (method !== 'GET' || ownHeaders.some((name) => headers[name])) return;
  const contentType = headers['content-type'];
  if (!contentType || simpleContentType.test(contentType)) throw new FrontageError('CSRF_REJECTED');
}
