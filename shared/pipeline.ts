import type { AnswerCaching } from './cache/answer-caching.ts';
import { CachePolicy } from './core/cache-policy.ts';
import type { AnswerRequest } from './core/http-messages.ts';
import type { RequestContext } from './core/request-context.ts';
import type { Operations } from './operation/create-operations.ts';
import type { Authenticator } from './policy/create-authenticator.ts';

/** The stages in the order in which a request passes them. */
export interface PipelineStages {
  /** Who asks. Undefined where every request is anonymous. */
  readonly policy: Authenticator | undefined;
  /** What is asked; plans and executes it behind Apollo Server's `gateway` option. */
  readonly operations: Operations;
  /** What caches are told, and the answers that are kept. Undefined: nothing, and none. */
  readonly caching: AnswerCaching | undefined;
  /** Longest time for a whole request. */
  readonly requestDeadlineMs: number;
  /** When a query is answered with what is there. Undefined: when all of it is there. */
  readonly softDeadlineMs: number | undefined;
}

/** The whole way of a request between the bytes that came in and the bytes that go out. */
export function createPipeline({
  policy,
  operations,
  caching,
  requestDeadlineMs,
  softDeadlineMs,
}: PipelineStages): AnswerRequest {
  return async (request) => {
    const startMs = performance.now();
    const principal = await policy?.authenticate(request.headers);
    operations.admit(request);
    const kept = caching?.find(request, principal);
    if (kept !== undefined) return kept;
    const context: RequestContext = {
      requestId: request.requestId,
      principal,
      headers: request.headers,
      isWrite: false,
      answerHeaders: new Map(),
      cachePolicy: new CachePolicy(),
      cancellation: request.cancellation,
      deadlineMs: startMs + requestDeadlineMs,
      softDeadlineMs: softDeadlineMs === undefined ? undefined : startMs + softDeadlineMs,
      counters: { upstreamCalls: 0 },
    };
    const answer = await operations.execute(request, context);
    return caching === undefined ? answer : caching.finish(request, context, answer);
  };
}
