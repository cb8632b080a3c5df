import type { AnswerRequest } from './core/http-messages.ts';
import type { RequestContext } from './core/request-context.ts';
import type { Operations } from './operation/create-operations.ts';
import type { Authenticator } from './policy/create-authenticator.ts';
import { answerInForm } from './wire/answer-in-form.ts';
import type { Wire } from './wire/create-wire.ts';

/** The stages in the order in which a request passes them. */
export interface PipelineStages {
  /** Who asks. Undefined where every request is anonymous. */
  readonly policy: Authenticator | undefined;
  /** What is asked; plans and executes it behind Apollo Server's `gateway` option. */
  readonly operations: Operations;
  /** In which form it is sent. Undefined where all answers are plain. */
  readonly wire: Wire | undefined;
  /** Longest time for a whole request. */
  readonly requestDeadlineMs: number;
  /** When a query is answered with what is there. Undefined: when all of it is there. */
  readonly softDeadlineMs: number | undefined;
}

/** The whole way of a request between the bytes that came in and the bytes that go out. */
export function createPipeline({
  policy,
  operations,
  wire,
  requestDeadlineMs,
  softDeadlineMs,
}: PipelineStages): AnswerRequest {
  return async (request) => {
    const startMs = performance.now();
    const principal = await policy?.authenticate(request.headers);
    const context: RequestContext = {
      requestId: request.requestId,
      principal,
      headers: request.headers,
      isWrite: false,
      answerHeaders: new Map(),
      cancellation: request.cancellation,
      deadlineMs: startMs + requestDeadlineMs,
      softDeadlineMs: softDeadlineMs === undefined ? undefined : startMs + softDeadlineMs,
      counters: { upstreamCalls: 0 },
    };
    if (wire === undefined) return operations.execute(request, context);
    const formed = answerInForm(wire, request);
    return formed.form(await operations.execute(formed.request, context), principal?.subject);
  };
}
