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

/** The stages in the order in which a request passes them. */
export interface PipelineStages {
  /** Who asks. Undefined where every request is anonymous. */
  readonly policy: Authenticator | undefined;
  /** Which contract the request is for. Undefined where there is one. */
  readonly versions: VersionChoice | undefined;
  /** How the values of its answer are written. */
  readonly presentations: Presentations;
  /**
   * What is asked of a version, or of the only contract; plans and executes it behind Apollo Server's `gateway` option.
   */
  operationsOf(version: string | undefined): Operations;
  /** In which form it is sent. Undefined where all answers are plain. */
  readonly wire: Wire | undefined;
  /** What caches are told, and the answers that are kept. Undefined: nothing, and none. */
  readonly caching: ResponseCaching | undefined;
  /** Longest time for a whole request. */
  readonly requestDeadlineMs: number;
  /** When a query is answered with what is there. Undefined: when all of it is there. */
  readonly softDeadlineMs: number | undefined;
}

/** The whole way of a request between the bytes that came in and the bytes that go out. */
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
  const tellChoices = compileVariantHeaders(presentations, versions);
  return async (request) => {
    const startMs = performance.now();
    if (versions === undefined && request.pathVersion !== undefined) throw new FrontageError('NOT_FOUND');
    const principal = await policy?.authenticate(request.headers, request.requestId);
    const version = versions?.choose(request, principal);
    const unversioned = versions?.withoutVersion(request) ?? request;
    const formed = wire && encodeResponse(wire, unversioned);
    const asked = formed?.request ?? unversioned;
    const operations = operationsOf(version?.version);
    operations.admit(asked);
    const presentation = presentations.presentationOf(request.headers, principal);
    const send = (plain: OutgoingResponse): OutgoingResponse =>
      tellChoices(formed?.form(plain, principal?.subject) ?? plain, presentation, version);
    const variant = { version: version?.version, presentation };
    const kept = caching?.find(asked, principal, variant);
    if (kept !== undefined) return send(kept);
    const context: RequestContext = {
      requestId: request.requestId,
      principal,
      presentation,
      headers: request.headers,
      isWrite: false,
      answerHeaders: new Map(),
      cachePolicy: new CachePolicy(),
      cancellation: request.cancellation,
      deadlineMs: startMs + requestDeadlineMs,
      softDeadlineMs: softDeadlineMs === undefined ? undefined : startMs + softDeadlineMs,
      scope: new RequestScope(),
    };
    const answer = await operations.execute(asked, context);
    return send(caching?.finish(asked, context, answer, variant) ?? answer);
  };
}
