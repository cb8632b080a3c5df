import { FrontageError } from '../../core/errors.ts';
import type { RequestContext } from '../../core/request-context.ts';
import { Cancellation } from '../../core/runtime/cancellation.ts';
import type { FetchSubgraph, SubgraphRequest, SubgraphResponse } from '../../core/upstream-calls.ts';

/** Called with a response when it arrives, even after the soft deadline. Returns the response that the caller gets. */
export type Receive = (response: SubgraphResponse) => SubgraphResponse;

/** The calls of one run. */
export interface Calls {
  /**
   * Rejects with a `FrontageError` SOFT_DEADLINE_EXCEEDED at and after the soft deadline. The call itself continues if its
   * response has a receiver; otherwise it is cancelled.
   */
  fetch(
    subgraph: string,
    request: SubgraphRequest,
    context: RequestContext,
    receive?: Receive,
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
  return (subgraph, request, context, receive) => {
    const response = fetchSubgraph(subgraph, request, context);
    return receive === undefined ? response : response.then(receive);
  };
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
    fetch(subgraph, request, _context, receive) {
      if (isOver) return Promise.reject(new FrontageError('SOFT_DEADLINE_EXCEEDED'));
      const response = fetchSubgraph(subgraph, request, receive === undefined ? dispensable : context);
      return new Promise((resolve, reject) => {
        waiting.add(reject);
        response
          .then((received) => {
            waiting.delete(reject);
            resolve(receive === undefined ? received : receive(received));
          })
          // After the deadline a failure has no effect here: it was published where it occurred.
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
