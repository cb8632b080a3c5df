import type { Presentations } from './audience/compile-presentation.ts';
import type { VersionChoice } from './audience/compile-version-choice.ts';
import { compileTellChoices } from './audience/tell-choices.ts';
import { FrontageError } from './core/errors.ts';
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
  requestDeadlineMs,
  softDeadlineMs,
}: PipelineStages): AnswerRequest {
  const tellChoices = compileTellChoices(presentations, versions);
  return async (request) => {
    const startMs = performance.now();
    if (versions === undefined && request.pathVersion !== undefined) throw new FrontageError('NOT_FOUND');
    const principal = await policy?.authenticate(request.headers);
    const version = versions?.choose(request, principal);
    const context: RequestContext = {
      requestId: request.requestId,
      principal,
      presentation: presentations.presentationOf(request.headers, principal),
      headers: request.headers,
      isWrite: false,
      answerHeaders: new Map(),
      cancellation: request.cancellation,
      deadlineMs: startMs + requestDeadlineMs,
      softDeadlineMs: softDeadlineMs === undefined ? undefined : startMs + softDeadlineMs,
      counters: { upstreamCalls: 0 },
    };
    const { execute } = operationsOf(version?.version);
    const unversioned = versions?.withoutVersion(request) ?? request;
    const formed = wire && answerInForm(wire, unversioned);
    const plain = await execute(formed?.request ?? unversioned, context);
    const response = formed?.form(plain, principal?.subject) ?? plain;
    return tellChoices(response, context.presentation, version);
  };
}
