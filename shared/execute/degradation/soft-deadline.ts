import { FrontageError } from '../../core/errors.ts';
import type { RequestContext } from '../../core/request-context.ts';
import { Cancellation } from '../../core/runtime/cancellation.ts';
import type { FetchSubgraph, SubgraphRequest, SubgraphResponse } from '../../core/upstream-calls.ts';

/** What is done with an answer when it comes, wanted still or not. */
export type RecordLastGood = (response: SubgraphResponse) => void;

/** The calls of one run. */
export interface Calls {
  /**
   * Rejects with a `FrontageError` SOFT_DEADLINE_EXCEEDED at the soft deadline, and from then on. The call itself goes on
   * when there is something to `keep`, else it is given up.
   */
  fetch(
    subgraph: string,
    request: SubgraphRequest,
    context: RequestContext,
    keep?: RecordLastGood,
  ): Promise<SubgraphResponse>;
  close(): void;
}

/** `softDeadlineMs`: absolute, on the clock of `performance.now()`. */
export function createCalls(
  fetchSubgraph: FetchSubgraph,
  context: RequestContext,
  softDeadlineMs: number | undefined,
): Calls {
  return softDeadlineMs === undefined
    ? { fetch: withoutDeadline(fetchSubgraph), close() {} }
    : withSoftDeadline(fetchSubgraph, context, softDeadlineMs);
}

function withoutDeadline(fetchSubgraph: FetchSubgraph): Calls['fetch'] {
  return (subgraph, request, context, keep) => {
    const answer = fetchSubgraph(subgraph, request, context);
    return keep === undefined ? answer : answer.then((response) => kept(response, keep));
  };
}

function kept(response: SubgraphResponse, keep: RecordLastGood): SubgraphResponse {
  keep(response);
  return response;
}

function withSoftDeadline(
  fetchSubgraph: FetchSubgraph,
  context: RequestContext,
  softDeadlineMs: number,
): Calls {
  const waiting = new Set<(reason: FrontageError) => void>();
  const cancellation = new Cancellation();
  const cancel = (): void => cancellation.cancel();
  const dispensable: RequestContext = { ...context, cancellation };
  let isOver = false;

  function end(): void {
    isOver = true;
    for (const reject of waiting) reject(new FrontageError('SOFT_DEADLINE_EXCEEDED'));
    waiting.clear();
    cancel();
  }

  context.cancellation.add(cancel);
  if (context.cancellation.isCancelled) cancel();
  const leftMs = softDeadlineMs - performance.now();
  const timer = leftMs > 0 ? setTimeout(end, leftMs) : undefined;
  if (timer === undefined) end();

  return {
    fetch(subgraph, request, _context, keep) {
      if (isOver) return Promise.reject(new FrontageError('SOFT_DEADLINE_EXCEEDED'));
      const answer = fetchSubgraph(subgraph, request, keep === undefined ? dispensable : context);
      return new Promise((resolve, reject) => {
        waiting.add(reject);
        answer
          .then((response) => {
            waiting.delete(reject);
            resolve(keep === undefined ? response : kept(response, keep));
          })
          // After the deadline nobody hears of a failure here: it was published where it occurred.
          .catch((cause: unknown) => {
            waiting.delete(reject);
            reject(cause);
          });
      });
    },
    close() {
      clearTimeout(timer);
      context.cancellation.remove(cancel);
    },
  };
}
