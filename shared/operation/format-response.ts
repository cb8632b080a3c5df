import { isRetryable } from '../core/errors.ts';
import type { OutgoingResponse } from '../core/http/http-messages.ts';
import { ResponseBody } from '../core/http/response-body.ts';
import type { RequestContext } from '../core/request-context.ts';
import { WrittenData } from '../core/written-data.ts';
import type { OperationResult } from './operation-result.ts';
import { statusOfResponse } from './status-of-response.ts';

/** The request, as far as the form of its response depends on it. */
export interface ResponseOptions {
  readonly accept: string | undefined;
  /** Where the result has none of its own. */
  readonly contentType: string;
  readonly context: RequestContext;
  isOverBudget(operationName: string | undefined, bytes: number, requestId: string): boolean;
}

const maxErrorCodes = 10;

/** Makes the response of each result, executed or refused, of Apollo Server or not. */
export function formatResponse(result: OperationResult, options: ResponseOptions): OutgoingResponse {
  const { errors = [], data, extensions, operationName } = result;
  const { accept, context, isOverBudget } = options;
  const { requestId, responseHeaders: upstreamHeaders, scope } = context;
  const body = bodyOf(result);
  const errorCodes = errors.length === 0 ? [] : codesOf(errors);
  const degraded = extensions === undefined ? [] : upstreamsIn(extensions['degraded']);
  const isRefusal = errors.length > 0 && data === undefined;
  const { 'content-type': contentType = options.contentType, ...others } =
    result.headers === undefined ? {} : Object.fromEntries(result.headers);
  const headers: Record<string, string> = { ...others, 'content-type': contentType };
  if (degraded.length > 0) headers['frontage-degraded'] = degraded.join(', ');
  const isFaulty = errors.length > 0 || result.status >= 400 || degraded.length > 0;
  // A cache could store a response with a cookie, and return it to the next client.
  if (isFaulty || upstreamHeaders.has('set-cookie')) headers['cache-control'] = 'no-store';
  const isLater = (result.status === 503 || result.status === 504) && errorCodes.some(isRetryable);
  if (isLater) headers['retry-after'] ??= '1';
  if (isOverBudget(operationName, body.byteLength, requestId)) headers['frontage-budget'] = 'exceeded';
  return {
    status: statusOfResponse({ status: result.status, contentType, isRefusal }, accept),
    headers,
    upstreamHeaders,
    body,
    operationName,
    upstreamCalls: scope.upstreamCalls,
    errorCodes,
    degraded,
  };
}

/** Puts the `data` that an engine has written behind the rest of the result. */
function bodyOf({ errors, data, extensions }: OperationResult): ResponseBody {
  if (!(data instanceof WrittenData))
    return new ResponseBody(Buffer.from(JSON.stringify({ errors, data, extensions })));
  if (errors === undefined && extensions === undefined) return data;
  const rest = JSON.stringify({ errors, extensions });
  const joined = Buffer.concat([Buffer.from(`${rest.slice(0, -1)},`), data.take().subarray(1)]);
  data.sent();
  return new ResponseBody(joined);
}

function codesOf(errors: NonNullable<OperationResult['errors']>): string[] {
  const codes = new Set(errors.map(({ extensions }) => String(extensions?.['code'])));
  return [...codes].slice(0, maxErrorCodes);
}

/** The upstreams that are named in `extensions.degraded`, each once. */
function upstreamsIn(degraded: unknown): string[] {
  const parts: readonly unknown[] = Array.isArray(degraded) ? degraded : [];
  const names = parts.map((part) =>
    typeof part === 'object' && part !== null && 'upstream' in part ? String(part.upstream) : '',
  );
  return [...new Set(names)];
}
