import type { RequestContext } from '../../core/request-context.ts';
import type { UpstreamOptions } from '../upstream-options.ts';
import { createCacheVetoes } from './cache-vetoes.ts';
import { compileForwardHeaders } from './forward-headers.ts';
import { buildRestrictByHeaders, type MissingCacheControl } from './read-cache-control.ts';
import { compileResponseHeaders } from './response-headers.ts';

/** What headers the calls of one upstream carry, and what of its answers' headers clients and caches are told. */
export interface UpstreamHeaders {
  /** All headers of a call but those of the transport. `given` are the caller's; ours win over them. */
  ofCall(context: RequestContext, given?: Readonly<Record<string, string>>): Record<string, string>;
  /** Answers to queries that nobody may keep, by the header that says so; undefined where that is not looked at. */
  cacheVetoes(): Readonly<Record<string, number>> | undefined;
  readAnswer(headers: Readonly<Record<string, string | string[] | undefined>>, context: RequestContext): void;
}

/** What holds for the headers of all upstreams. */
export interface HeaderDeps {
  /** Carries the verified subject; undefined when nobody is ever verified. */
  readonly subjectHeader: string | undefined;
  /** Undefined: how answers may be cached is not looked at. */
  readonly missingCacheControl?: MissingCacheControl | undefined;
}

/** `fixed` go with every call. `subjectHeader` carries the verified subject, and nothing else ever does. */
export function compileUpstreamHeaders(
  { name, headers, transport }: Pick<UpstreamOptions, 'name' | 'headers' | 'transport'>,
  fixed: Readonly<Record<string, string>>,
  { subjectHeader, missingCacheControl }: HeaderDeps,
): UpstreamHeaders {
  const own = [transport.deadlineHeader, ...(subjectHeader === undefined ? [] : [subjectHeader])];
  const forward = compileForwardHeaders(headers.request, own);
  const collect = compileResponseHeaders(headers.response);
  const ours = { ...fixed, 'accept-encoding': transport.compression === 'gzip' ? 'gzip' : 'identity' };
  const restrict = missingCacheControl && buildRestrictByHeaders(missingCacheControl);
  const vetoes = createCacheVetoes(name);
  const cookiesGiven = new WeakSet<object>();
  return {
    ofCall(context, given) {
      const call: Record<string, string> = {};
      forward?.(context.headers, call);
      Object.assign(call, given, ours);
      call['x-request-id'] = context.requestId;
      const subject = context.principal?.subject;
      if (subjectHeader !== undefined && subject !== undefined) call[subjectHeader] = subject;
      return call;
    },
    cacheVetoes: () => restrict && vetoes.byReason(),
    readAnswer(from, { answerHeaders, cachePolicy, isWrite }) {
      const veto = restrict?.(from, cachePolicy);
      if (veto !== undefined && !isWrite) vetoes.add(veto);
      if (collect === undefined) return;
      if (from['set-cookie'] === undefined) collect(from, answerHeaders);
      else {
        // An answer may be shared by several requests; a session begins for one client, not for all who waited.
        collect(cookiesGiven.has(from) ? { ...from, 'set-cookie': undefined } : from, answerHeaders);
        cookiesGiven.add(from);
      }
    },
  };
}
