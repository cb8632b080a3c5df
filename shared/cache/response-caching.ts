import { memoryPressure } from '../core/channels.ts';
import type { IncomingRequest, OutgoingResponse } from '../core/http/http-messages.ts';
import { ResponseBody } from '../core/http/response-body.ts';
import type { Principal, RequestContext } from '../core/request-context.ts';
import { compileCacheKey, type ResponseVariant } from './cache-key.ts';
import { entityTag } from './entity-tag.ts';
import { createResponseStore } from './response-store.ts';
import { type CacheCeiling, type CacheControl, noStore, writeCacheControl } from './write-cache-control.ts';

export interface ResponseCachingOptions {
  readonly anonymous: CacheCeiling;
  readonly signedIn: CacheCeiling;
  /**
   * Headers of a request, in lower case, that its answer depends on beside `accept` and who asks. Undefined when they cannot
   * be listed: then no cache may give an answer to another client, and none is kept here.
   */
  readonly varyOn: readonly string[] | undefined;
  /** Whether it is seen from `authorization` who asks. */
  readonly knowsUsers: boolean;
  /** How much of the answers to GET requests is kept in memory; undefined: none. */
  readonly memoryBytes: number | undefined;
  /** Milliseconds of a clock that is never set back. */
  readonly now?: (() => number) | undefined;
}

/** What caches are told of answers, and the answers that are kept here. */
export interface ResponseCaching {
  /** A kept answer that is as good as a new one. */
  find(
    request: IncomingRequest,
    principal: Principal | undefined,
    variant: ResponseVariant,
  ): OutgoingResponse | undefined;
  /** The answer with all that caches must know; keeps it when that is allowed. In place of a failure, a kept one. */
  finish(
    request: IncomingRequest,
    context: RequestContext,
    answer: OutgoingResponse,
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

  function keep(
    key: string,
    answer: OutgoingResponse,
    { scope, freshSeconds, staleIfErrorSeconds }: CacheControl,
    isUsersOwn: boolean,
  ): OutgoingResponse {
    if (freshSeconds === 0 || scope === 'none' || (scope === 'private' && !isUsersOwn)) return answer;
    const kept = { ...answer, body: ownMemory(answer.body), compressed: new Map<string, Buffer>() };
    store?.keep(key, {
      answer: { ...kept, upstreamCalls: 0 },
      freshMs: freshSeconds * 1000,
      staleIfErrorMs: staleIfErrorSeconds * 1000,
    });
    return kept;
  }

  /** A kept answer in place of one that failed as a whole. */
  function insteadOf(failed: OutgoingResponse, key: string): OutgoingResponse | undefined {
    const { status, upstreamCalls, errorCodes } = failed;
    const found = status >= 500 ? store?.find(key) : undefined;
    if (found === undefined) return undefined;
    const headers = { ...aged(found.answer.headers, found.ageMs), 'cache-control': noStore.header };
    return { ...found.answer, headers, upstreamCalls, errorCodes };
  }

  return {
    find(request, principal, variant) {
      if (store === undefined) return undefined;
      const key = keyOf(request, principal, variant);
      const found = key === undefined ? undefined : store.find(key);
      if (found === undefined || found.ageMs >= found.freshMs) return undefined;
      const { answer, ageMs } = found;
      return { ...answer, headers: aged(answer.headers, ageMs) };
    },
    finish(request, { principal, cachePolicy }, answer, variant) {
      const key = store && keyOf(request, principal, variant);
      if (!isCacheable(answer)) {
        const instead = key === undefined ? undefined : insteadOf(answer, key);
        return instead ?? withHeaders(answer, { 'cache-control': noStore.header, vary });
      }
      const { authorization, cookie } = request.headers;
      const isSignedIn = principal !== undefined || authorization !== undefined || cookie !== undefined;
      const control = writeCacheControl(
        isSignedIn ? signedIn : anonymous,
        cachePolicy,
        isSignedIn || varyOn === undefined,
      );
      const headers: Record<string, string> = { 'cache-control': control.header, vary };
      // What nobody may keep nobody can ask for again.
      if (request.method === 'GET' && control !== noStore)
        headers['etag'] = entityTag(
          answer.headers['content-type'] ?? '',
          variant.presentation.profileName,
          answer.body.bytes,
        );
      const told = withHeaders(answer, headers);
      return key === undefined ? told : keep(key, told, control, isSignedIn);
    },
    async close() {
      unsubscribe?.();
      store?.clear();
    },
  };
}

/** Whole, and without what is meant for one client only. */
function isCacheable({ status, errorCodes, degraded, upstreamHeaders }: OutgoingResponse): boolean {
  return (
    status === 200 && errorCodes.length === 0 && degraded.length === 0 && !upstreamHeaders.has('set-cookie')
  );
}

function withHeaders(answer: OutgoingResponse, headers: Readonly<Record<string, string>>): OutgoingResponse {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** RFC 9111, section 5.1. */
function aged(headers: OutgoingResponse['headers'], ageMs: number): Record<string, string> {
  return { ...headers, age: String(Math.floor(ageMs / 1000)) };
}

/** What is a part of a larger piece of memory would keep all of it. */
function ownMemory(body: ResponseBody): ResponseBody {
  const own = Buffer.allocUnsafeSlow(body.byteLength);
  body.take().copy(own);
  body.sent();
  return new ResponseBody(own).keep();
}
