import type { GraphQLFormattedError } from 'graphql';
import type { OutgoingResponse } from '../core/http/http-messages.ts';
import { ResponseBody } from '../core/http/response-body.ts';
import { statusOfResponse } from './status-of-response.ts';

/**
 * A GraphQL response without data (GraphQL over HTTP, section 6.4), made without Apollo Server: refused documents may come
 * in any number. `contentType`: what Apollo Server chose before for the same `Accept`.
 */
export function refusedResponse(
  errors: readonly GraphQLFormattedError[],
  accept: string | undefined,
  contentType?: string,
): OutgoingResponse {
  const usual = accept?.includes('application/graphql-response+json')
    ? 'application/graphql-response+json; charset=utf-8'
    : 'application/json; charset=utf-8';
  const type = contentType ?? usual;
  return {
    status: statusOfResponse({ status: 400, contentType: type, isRefusal: true }, accept),
    headers: { 'content-type': type, 'cache-control': 'no-store' },
    upstreamHeaders: new Map(),
    body: new ResponseBody(Buffer.from(JSON.stringify({ errors }))),
    upstreamCalls: 0,
    errorCodes: [...new Set(errors.map(({ extensions }) => String(extensions?.['code'])))],
    degraded: [],
  };
}
