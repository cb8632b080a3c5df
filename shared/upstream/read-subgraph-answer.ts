import { nestsDeeperThan } from '../core/json-depth.ts';
import type { SubgraphError, SubgraphResponse } from '../core/upstream-calls.ts';
import { readRetryAfter } from './read-retry-after.ts';
import type { ReadAnswer } from './upstream-call.ts';
import { UpstreamError } from './upstream-error.ts';

/**
 * What reads a subgraph's answer (GraphQL spec 7.1). Data that comes with an HTTP error status is kept; what comes with a
 * redirect is not. Throws `UpstreamError`: SUBGRAPH_HTTP_ERROR for a redirect, or an error status without a GraphQL answer,
 * else SUBGRAPH_INVALID_RESPONSE for a body that is no GraphQL answer, or nests deeper than `maxDepth`.
 */
export function buildReadSubgraphAnswer(maxDepth: number): ReadAnswer<SubgraphResponse> {
  return ({ status, headers, body }) => {
    const isRedirect = status >= 300 && status <= 399;
    const isTooDeep = !isRedirect && nestsDeeperThan(maxDepth, body);
    const response = isTooDeep || isRedirect ? undefined : parse(body);
    if (response !== undefined) {
      return { status, headers, body, content: response, errorCodes: codesOf(response) };
    }
    const isSuccess = status >= 200 && status <= 299;
    const reason = isTooDeep ? `it nests deeper than ${maxDepth} levels` : 'it is not a GraphQL response';
    throw new UpstreamError(isSuccess ? 'SUBGRAPH_INVALID_RESPONSE' : 'SUBGRAPH_HTTP_ERROR', {
      cause: isSuccess ? reason : `status ${status}`,
      hasResponded: true,
      status,
      retryAfterMs: readRetryAfter(headers['retry-after']),
    });
  };
}

const none: readonly string[] = [];

function codesOf({ errors }: SubgraphResponse): readonly string[] {
  if (errors === undefined) return none;
  return errors.flatMap(({ extensions }) => {
    const code = extensions?.['code'];
    return typeof code === 'string' ? [code] : [];
  });
}

function parse(body: Buffer): SubgraphResponse | undefined {
  const text = body.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Not an error by itself: what it means depends on the status.
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  const { data, errors } = value;
  const hasData = isRecord(data);
  if (!hasData && data !== undefined && data !== null) return undefined;
  // Some servers write that there are none.
  if (errors === undefined || errors === null)
    return hasData ? { data, isEscapeFree: !text.includes('\\') } : undefined;
  if (!Array.isArray(errors) || !errors.every(isSubgraphError)) return undefined;
  return hasData || errors.length > 0 ? { data, errors: errors.map(withoutNull) } : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Some servers write that there is nothing more to say. */
interface GivenError extends Omit<SubgraphError, 'extensions'> {
  readonly extensions?: SubgraphError['extensions'] | null;
}

function withoutNull({ extensions, ...error }: GivenError): SubgraphError {
  return extensions === undefined || extensions === null ? error : { ...error, extensions };
}

function isSubgraphError(value: unknown): value is GivenError {
  if (!isRecord(value) || typeof value['message'] !== 'string') return false;
  const { path, extensions } = value;
  return (
    (path === undefined || path === null || isPath(path)) &&
    (extensions === undefined || extensions === null || isRecord(extensions))
  );
}

function isPath(value: unknown): boolean {
  return Array.isArray(value) && value.every((key) => typeof key === 'string' || Number.isInteger(key));
}
