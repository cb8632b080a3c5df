import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { internalError } from '../core/channels.ts';
import { type ErrorCode, errorTable, FrontageError } from '../core/errors.ts';
import { recordOutcome } from './observe-request.ts';

/** Maps Fastify's own errors to codes of the error table. */
const fastifyCodes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'BAD_REQUEST',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'BAD_REQUEST',
  FST_ERR_BAD_URL: 'NOT_FOUND',
  // No version has such a long name.
  FST_ERR_MAX_PARAM_LENGTH: 'NOT_FOUND',
  // The method is accepted by no route; the routes of `/graphql` reject it themselves.
  FST_ERR_ROUTE_MISSING_CONTENT_TYPE: 'NOT_FOUND',
};

/** The `Retry-After` of a retryable error without a retry time of its own. */
const defaultRetryAfterMs = 1000;

/** Responds with a row of the error table, as a GraphQL response without data. */
export function sendError(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const code = codeOf(error, request);
  const { status, retryable, message } = errorTable[code];
  recordOutcome(request, { errorCodes: [code] });
  if (code === 'INTERNAL_SERVER_ERROR') internalError.publish({ requestId: request.id, error });
  // A malformed URL is rejected before any hook could set the request id.
  reply.header('x-request-id', request.id);
  reply.header('x-content-type-options', 'nosniff');
  // RFC 9110, section 11.6.1; RFC 6750, section 3.
  if (status === 401) reply.header('www-authenticate', 'Bearer error="invalid_token"');
  const { retryAfterMs = retryable ? defaultRetryAfterMs : undefined } =
    error instanceof FrontageError ? error : {};
  // RFC 9110, section 10.2.3: whole seconds.
  if (retryAfterMs !== undefined) reply.header('retry-after', Math.max(1, Math.ceil(retryAfterMs / 1000)));
  if (code === 'PAYLOAD_TOO_LARGE') reply.header('connection', 'close');
  const accepts = request.headers.accept ?? '';
  const type = accepts.includes('application/graphql-response+json')
    ? 'application/graphql-response+json; charset=utf-8'
    : 'application/json; charset=utf-8';
  const safeMessage = error instanceof FrontageError ? error.message : message;
  return reply
    .code(status)
    .type(type)
    .header('cache-control', 'no-store')
    .send(writeError(code, safeMessage));
}

/** Writes the body of a response with a single error. */
export function writeError(code: ErrorCode, message: string = errorTable[code].message): string {
  return JSON.stringify({ errors: [{ message, extensions: { code } }] });
}

function codeOf(error: unknown, { raw }: FastifyRequest): ErrorCode {
  if (error instanceof FrontageError) return error.code;
  // The client disconnected while sending its body and cannot receive this response.
  if (raw.readableAborted) return 'BAD_REQUEST';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return (typeof code === 'string' && fastifyCodes[code]) || 'INTERNAL_SERVER_ERROR';
}
