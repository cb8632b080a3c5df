import { parseScanned } from '../../core/json/exact-json.ts';
import { type JsonScan, scanJson } from '../../core/json/json-depth.ts';
import type { SubgraphResponse } from '../../core/upstream-calls.ts';
import { readRetryAfter } from '../resilience/read-retry-after.ts';
import type { ReadResponse } from '../upstream-call.ts';
import { UpstreamError } from '../upstream-error.ts';
import { readErrors } from './read-errors.ts';

/**
 * Builds the reader of subgraph responses (GraphQL spec 7.1). Data of a response with an HTTP error status is used; data of a
 * redirect is not. The reader throws an `UpstreamError`: SUBGRAPH_HTTP_ERROR for a redirect, or an error status without a GraphQL
 * response, SUBGRAPH_RESPONSE_TOO_LARGE for more than `maxElements` values, otherwise SUBGRAPH_INVALID_RESPONSE for a body that
 * is not a GraphQL response or nests deeper than `maxDepth`.
 */
export function buildReadSubgraphResponse(
  maxDepth: number,
  maxElements = Number.POSITIVE_INFINITY,
): ReadResponse<SubgraphResponse> {
  return ({ status, headers, body }) => {
    const isRedirect = status >= 300 && status <= 399;
    const scan = isRedirect ? ofRedirect : scanJson(body, maxDepth, maxElements);
    const isReadable = !isRedirect && !scan.isTooDeep && !scan.isTooMany;
    const parsed = isReadable ? readBody(body, maxDepth, scan) : undefined;
    if (parsed !== undefined) {
      const { response, errorCodes } = parsed;
      return { status, headers, body, content: response, errorCodes };
    }
    const isSuccess = status >= 200 && status <= 299;
    const code = scan.isTooMany ? 'SUBGRAPH_RESPONSE_TOO_LARGE' : 'SUBGRAPH_INVALID_RESPONSE';
    throw new UpstreamError(isSuccess ? code : 'SUBGRAPH_HTTP_ERROR', {
      cause: isSuccess ? reasonOf(scan, maxDepth, maxElements) : `status ${status}`,
      hasResponded: true,
      status,
      retryAfterMs: readRetryAfter(headers['retry-after']),
    });
  };
}

function reasonOf(scan: JsonScan, maxDepth: number, maxElements: number): string {
  if (scan.isTooDeep) return `it nests deeper than ${maxDepth} levels`;
  return scan.isTooMany ? `it has more than ${maxElements} values` : 'it is not a GraphQL response';
}

interface Parsed {
  readonly response: SubgraphResponse;
  readonly errorCodes: readonly string[];
}

const none: readonly string[] = [];

const ofRedirect: JsonScan = { isTooDeep: false, isTooMany: false, exactNumbers: [] };

function readBody(body: Buffer, maxDepth: number, scan: JsonScan): Parsed | undefined {
  const text = body.toString('utf8');
  let value: unknown;
  try {
    value = parseScanned(text, body, scan);
  } catch {
    // Not an error by itself: the status determines the code.
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  const { data, errors: listed } = value;
  const hasData = isRecord(data);
  if (!hasData && data !== undefined && data !== null) return undefined;
  // Some servers send `errors: null`.
  if (listed === undefined || listed === null)
    return hasData ? { response: { data, isEscapeFree: !text.includes('\\') }, errorCodes: none } : undefined;
  const reported = Array.isArray(listed) ? readErrors(listed, maxDepth) : undefined;
  if (reported === undefined || (!hasData && reported.errors.length === 0)) return undefined;
  const { errors, codes, dropped } = reported;
  return {
    response: { data, errors, ...(dropped > 0 && { droppedErrors: dropped }) },
    errorCodes: codes,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
