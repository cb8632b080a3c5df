import { errorTable } from '../core/errors.ts';
import type { OutgoingResponse } from '../core/http/http-messages.ts';
import { ResponseBody } from '../core/http/response-body.ts';
import { statusOfResponse } from './status-of-response.ts';

const code = 'PERSISTED_QUERY_NOT_FOUND';
const { status, message } = errorTable[code];
const text = JSON.stringify({ errors: [{ message, extensions: { code } }] });
const body = new ResponseBody(Buffer.from(text)).keep();

/**
 * A GraphQL response of a single error (GraphQL over HTTP, appendix "Persisted Documents"), with the status that other
 * refused operations have. Made without Apollo Server: unknown ids may come in any number.
 */
export function notFoundResponse(accept: string | undefined): OutgoingResponse {
  const type = accept?.includes('application/graphql-response+json')
    ? 'application/graphql-response+json'
    : 'application/json';
  return {
    status: statusOfResponse({ status, contentType: type, isRefusal: true }, accept),
    headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' },
    upstreamHeaders: new Map(),
    body,
    upstreamCalls: 0,
    errorCodes: [code],
    degraded: [],
  };
}
