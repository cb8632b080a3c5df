import type { RequestContext } from '../../core/request-context.ts';
import type { UpstreamOptions } from '../upstream-options.ts';
import { createCacheVetoes } from './cache-vetoes.ts';
import { compileForwardHeaders } from './forward-headers.ts';
import { buildRestrictByHeaders, type MissingCacheControl } from './read-cache-control.ts';
import { compileResponseHeaders } from './response-headers.ts';

/** The request headers of one upstream's calls, and the effect of its response headers on clients and caches. */
export interface UpstreamHeaders {
  /** Returns all headers of a call except those of the transport. The fixed headers override `given`, the caller's headers. */
  ofCall(context: RequestContext, given?: Readonly<Record<string, string>>): Record<string, string>;
  /** Counts of query responses that must not be stored, by reason; undefined when cache headers are ignored. */
  cacheVetoes(): Readonly<Record<string, number>> | undefined;
  readResponse(
    headers: Readonly<Record<string, string | string[] | undefined>>,
    context: RequestContext,
  ): void;
}

/** Applies to the headers of all upstreams. */
export interface HeaderDeps {
  /** The header that carries the verified subject; undefined when requests are not authenticated. */
  readonly subjectHeader: string | undefined;
  /** Undefined: the cache headers of responses are ignored. */
  readonly missingCacheControl?: MissingCacheControl | undefined;
}

/** Every call has the `fixed` headers. `subjectHeader` always has the verified subject, never a client's value. */
export function compileUpstreamHeaders(
  { name, headers, transport }: Pick<UpstreamOptions, 'name' | 'headers' | 'transport'>,
  fixed: Readonly<Record<string, string>>,
  { subjectHeader, missingCacheControl }: HeaderDeps,
): UpstreamHeaders {
  const own = [transport.deadlineHeader, ...(subjectHeader === undefined ? [] : [subjectHeader])];
  const forward = compileForwardHeaders(headers.request, own);
  const collect = compileResponseHeaders(headers.response);
  const overrides = { ...fixed, 'accept-encoding': transport.compression === 'gzip' ? 'gzip' : 'identity' };
  const restrict = missingCacheControl && buildRestrictByHeaders(missingCacheControl);
  const vetoes = createCacheVetoes(name);
  const cookiesForwarded = new WeakSet<object>();
  return {
    ofCall(context, given) {
      const call: Record<string, string> = {};
      forward?.(context.headers, call);
      Object.assign(call, given, overrides);
      call['x-request-id'] = context.requestId;
      const subject = context.principal?.subject;
      if (subjectHeader !== undefined && subject !== undefined) call[subjectHeader] = subject;
      return call;
    },
    cacheVetoes: () => restrict && vetoes.byReason(),
    readResponse(from, { responseHeaders, cachePolicy, isWrite }) {
      const veto = restrict?.(from, cachePolicy);
      if (veto !== undefined && !isWrite) vetoes.add(veto);
      if (collect === undefined) return;
      if (from['set-cookie'] === undefined) collect(from, responseHeaders);
      else {
        // Several requests may share a response; only one client may receive its cookies, which may start a session.
        collect(cookiesForwarded.has(from) ? { ...from, 'set-cookie': undefined } : from, responseHeaders);
        cookiesForwarded.add(from);
      }
    },
  };
}
