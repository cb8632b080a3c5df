import { FrontageError } from '../../core/errors.ts';
import type { RequestContext } from '../../core/request-context.ts';
import { Cancellation } from '../../core/runtime/cancellation.ts';

/**
 * The context for a call that changes something: once sent it is not aborted when the client goes away, since nobody could
 * tell then whether the change was made. Throws `FrontageError` when the client has gone before.
 */
export function contextOfWrite(context: RequestContext): RequestContext {
  if (context.cancellation.isCancelled) {
    throw new FrontageError('SUBGRAPH_UNAVAILABLE', { cause: 'the client has gone' });
  }
  context.counters.writes += 1;
  return { ...context, isWrite: true, cancellation: new Cancellation() };
}
