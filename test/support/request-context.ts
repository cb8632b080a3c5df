import { CachePolicy } from '../../shared/core/http/cache-policy.ts';
import { defaultPresentation } from '../../shared/core/presentation.ts';
import type { RequestContext } from '../../shared/core/request-context.ts';
import { Cancellation } from '../../shared/core/runtime/cancellation.ts';
import { RequestScope } from '../../shared/core/runtime/request-scope.ts';

/** A context for calling one stage by itself: anonymous, ten seconds, never aborted. */
export function requestContext(overrides: Partial<RequestContext> = {}): RequestContext {
  return {
    requestId: 'test-request',
    principal: undefined,
    presentation: defaultPresentation(),
    headers: {},
    isWrite: false,
    responseHeaders: new Map(),
    cachePolicy: new CachePolicy(),
    cancellation: new Cancellation(),
    deadlineMs: performance.now() + 10_000,
    softDeadlineMs: undefined,
    scope: new RequestScope(),
    ...overrides,
  };
}
