import { FrontageError } from '../core/errors.ts';
import type { RequestContext } from '../core/request-context.ts';
import { Cancellation } from '../core/runtime/cancellation.ts';

/**
 * Makes a call that changes data, and invalidates the reads of the request. Once sent, the call is not aborted when the
 * client goes away: whether the change was made would then be unknown. Rejects with a `FrontageError` when the client has
 * gone before.
 */
export async function writeCall<Result>(
  context: RequestContext,
  call: (context: RequestContext) => Promise<Result>,
): Promise<Result> {
  if (context.cancellation.isCancelled) {
    throw new FrontageError('SUBGRAPH_UNAVAILABLE', { cause: 'the client has gone' });
  }
  return context.scope.write(() => call({ ...context, isWrite: true, cancellation: new Cancellation() }));
}
