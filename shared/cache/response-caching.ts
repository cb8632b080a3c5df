import { memoryPressure } from '../core/channels.ts';
import type { IncomingRequest, OutgoingResponse, WholeResponse } from '../core/http/http-messages.ts';
import { ResponseBody } from '../core/http/response-body.ts';
import type { Principal, RequestContext } from '../core/request-context.ts';
import { compileCacheKey, type ResponseVariant } from './cache-key.ts';
import { copyResponse } from './copy-response.ts';
import { entityTag } from './entity-tag.ts';
import { createResponseStore } from './response-store.ts';
import { traceLookUps } from './trace-look-ups.ts';
import { type CacheCeiling, type CacheControl, noStore, writeCacheControl } from './write-cache-control.ts';

export interface ResponseCachingOptions {
  readonly anonymous: CacheCeiling;
  readonly signedIn: CacheCeiling;
  /**
   * The lower-case names of the request headers that a response depends on besides `accept` and the user. Undefined if
   * they cannot be listed: then no cache may return a response to another client, and none is cached here.
   */
  readonly varyOn: readonly string[] | undefined;
  /** Whether `authorization` identifies the user. */
  readonly knowsUsers: boolean;
  /** The maximum size of the in-memory cache of responses to GET requests; undefined: no cache. */
  readonly memoryBytes: number | undefined;
  /** Milliseconds of a monotonic clock. */
  readonly now?: (() => number) | undefined;
}

/** The cache headers of responses, and the cache of responses in this process. */
export interface ResponseCaching {
  /** Returns a fresh cached response. */
  find(
    request: IncomingRequest,
    principal: Principal | undefined,
    variant: ResponseVariant,
  ): OutgoingResponse | undefined;
  /**
   * Returns the response with its cache headers and caches it if allowed. Replaces a failure with a cached response.
   */
  finish(
    request: IncomingRequest,
    context: RequestContext,
    response: OutgoingResponse,
    variant: ResponseVariant,
  ): OutgoingResponse;
  close(): Promise<void>;
}

export function createResponseCaching(options: ResponseCachingOptions): ResponseCaching {
  const { anonymous, signedIn, varyOn, knowsUsers, memoryBytes, now = () => performance.now() } = options;
  const dependsOn = ['accept', ...(knowsUsers ? ['authorization'] : []), ...(varyOn ?? [])];
  const vary = [...new Set(dependsOn)].sort().join(', ');
  const store =
    memoryBytes === undefined || varyOn === undefined
      ? undefined
      : createResponseStore({ maxBytes: memoryBytes, now });
  const keyOf = compileCacheKey(dependsOn);
  const unsubscribe = store && memoryPressure.subscribe(() => store.clear());

  function cache(
    key: string,
    response: WholeResponse,
    { scope, freshSeconds, staleIfErrorSeconds }: CacheControl,
    isUsersOwn: boolean,
  ): OutgoingResponse {
    if (freshSeconds === 0 || scope === 'none' || (scope === 'private' && !isUsersOwn)) return response;
    const stored = copyResponse(response);
    store?.set(key, {
      response: { ...stored, upstreamCalls: 0 },
      freshMs: freshSeconds * 1000,
      staleIfErrorMs: staleIfErrorSeconds * 1000,
    });
    return stored;
  }

  /** Returns a cached response that replaces one that failed as a whole. */
  function replacementOf(failed: OutgoingResponse, key: string): OutgoingResponse | undefined {
    const { status, upstreamCalls, errorCodes } = failed;
    const found = status >= 500 ? store?.find(key) : undefined;
    if (found === undefined) return undefined;
    const headers = { ...withAge(found.response.headers, found.ageMs), 'cache-control': noStore.header };
    return { ...found.response, headers, upstreamCalls, errorCodes };
  }

  const findFresh = traceLookUps((key) => {
    const found = store?.find(key);
    return found === undefined || found.ageMs >= found.freshMs ? undefined : found;
  });

  return {
    find(request, principal, variant) {
      if (store === undefined) return undefined;
      const key = keyOf(request, principal, variant);
      if (key === undefined) return undefined;
      const fresh = findFresh(key, request.requestId);
      return fresh && { ...fresh.response, headers: withAge(fresh.response.headers, fresh.ageMs) };
    },
    finish(request, { principal, cachePolicy }, response, variant) {
      const key = store && keyOf(request, principal, variant);
      if (!isCacheable(response)) {
        const replacement = key === undefined ? undefined : replacementOf(response, key);
        return replacement ?? withHeaders(response, { 'cache-control': noStore.header, vary });
      }
      const { authorization, cookie } = request.headers;
      const isSignedIn = principal !== undefined || authorization !== undefined || cookie !== undefined;
      const control = writeCacheControl(
        isSignedIn ? signedIn : anonymous,
        cachePolicy,
        isSignedIn || varyOn === undefined,
      );
      const headers: Record<string, string> = { 'cache-control': control.header, vary };
      // A response that must not be stored cannot be revalidated.
      if (request.method === 'GET' && control !== noStore)
        headers['etag'] = entityTag(
          response.headers['content-type'] ?? '',
          variant.presentation.profileName,
          response.body.bytes,
        );
      const complete = withHeaders(response, headers);
      return key === undefined ? complete : cache(key, complete, control, isSignedIn);
    },
    async close() {
      unsubscribe?.();
      store?.clear();
    },
  };
}

/** Whether a response is complete and contains nothing that is meant for one client only. */
function isCacheable(response: OutgoingResponse): response is WholeResponse {
  const { body, status, errorCodes, degraded, upstreamHeaders } = response;
  return (
    body instanceof ResponseBody &&
    status === 200 &&
    errorCodes.length === 0 &&
    degraded.length === 0 &&
    !upstreamHeaders.has('set-cookie')
  );
}

function withHeaders<Response extends OutgoingResponse>(
  response: Response,
  headers: Readonly<Record<string, string>>,
): Response {
  return { ...response, headers: { ...response.headers, ...headers } };
}

/** Adds the `Age` header (RFC 9111, section 5.1). */
function withAge(headers: OutgoingResponse['headers'], ageMs: number): Record<string, string> {
  return { ...headers, age: String(Math.floor(ageMs / 1000)) };
}
