import type { ResponseCaching } from './cache/response-caching.ts';
import { FrontageError } from './core/errors.ts';
import { CachePolicy } from './core/http/cache-policy.ts';
import type { HandleRequest, OutgoingResponse } from './core/http/http-messages.ts';
import type { RequestContext } from './core/request-context.ts';
import { RequestScope } from './core/runtime/request-scope.ts';
import type { Operations } from './operation/create-operations.ts';
import type { Authenticator } from './policy/create-authenticator.ts';
import type { Presentations } from './variant/compile-presentation.ts';
import type { VersionChoice } from './variant/compile-version-choice.ts';
import { compileVariantHeaders } from './variant/write-variant-headers.ts';
import type { Wire } from './wire/create-wire.ts';
import { encodeResponse } from './wire/encode-response.ts';

/** The stages, in the order in which they handle a request. */
export interface PipelineStages {
  /** Authenticates the client. Undefined if every request is anonymous. */
  readonly policy: Authenticator | undefined;
  /** Selects the API version of a request. Undefined if there is only one client schema. */
  readonly versions: VersionChoice | undefined;
  /** Selects the locale and the profile in which the values of a response are written. */
  readonly presentations: Presentations;
  /**
   * Returns the operations of an API version, or of the only client schema. They plan and execute behind Apollo Server's
   * `gateway` option.
   */
  operationsOf(apiVersion: string | undefined): Operations;
  /** Encodes the response in the negotiated form. Undefined if all responses are plain. */
  readonly wire: Wire | undefined;
  /** Writes cache headers and caches responses. Undefined if neither is configured. */
  readonly caching: ResponseCaching | undefined;
  /** Deadline of a whole request. */
  readonly requestDeadlineMs: number;
  /** Time after which a query returns the available data. Undefined if a query always waits for all of it. */
  readonly softDeadlineMs: number | undefined;
}

/** Creates the request lifecycle between the parsed request and the response that `http/` sends. */
export function createPipeline({
  policy,
  versions,
  presentations,
  operationsOf,
  wire,
  caching,
  requestDeadlineMs,
  softDeadlineMs,
}: PipelineStages): HandleRequest {
  const writeVariantHeaders = compileVariantHeaders(presentations, versions);
  return async (request) => {
    const startMs = performance.now();
    if (versions === undefined && request.pathVersion !== undefined) throw new FrontageError('NOT_FOUND');
    const principal = await policy?.authenticate(request.headers, request.requestId);
    const version = versions?.choose(request, principal);
    const unversioned = versions?.withoutVersion(request) ?? request;
    const negotiated = wire && encodeResponse(wire, unversioned);
    const graphqlRequest = negotiated?.request ?? unversioned;
    const operations = operationsOf(version?.version);
    operations.admit(graphqlRequest);
    const presentation = presentations.presentationOf(request.headers, principal);
    const send = (plain: OutgoingResponse): OutgoingResponse =>
      writeVariantHeaders(negotiated?.form(plain, principal?.subject) ?? plain, presentation, version);
    const variant = { version: version?.version, presentation };
    const cached = caching?.find(graphqlRequest, principal, variant);
    if (cached !== undefined) return send(cached);
    const context: RequestContext = {
      requestId: request.requestId,
      principal,
      presentation,
      headers: request.headers,
      isWrite: false,
      responseHeaders: new Map(),
      cachePolicy: new CachePolicy(),
      cancellation: request.cancellation,
      deadlineMs: startMs + requestDeadlineMs,
      softDeadlineMs: softDeadlineMs === undefined ? undefined : startMs + softDeadlineMs,
      scope: new RequestScope(),
    };
    const response = await operations.execute(graphqlRequest, context);
    return send(caching?.finish(graphqlRequest, context, response, variant) ?? response);
  };
}
