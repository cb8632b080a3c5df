import { FrontageError } from '../core/errors.ts';
import type { Cancellation } from '../core/runtime/cancellation.ts';
import type { CompletePlan } from './complete-plan.ts';
import type { PlanOrder } from './planner-messages.ts';

/** An order and whoever waits for it. */
export interface Pending {
  readonly order: PlanOrder;
  /** Whether it was made ready before anybody asked for it: it does not count against the bound of the queue. */
  readonly isAhead: boolean;
  /** Cancelled when nobody waits for it any more. */
  readonly cancellation: Cancellation | undefined;
  readonly resolve: (planned: CompletePlan) => void;
  readonly reject: (error: unknown) => void;
}

/** Orders that wait for the planning thread. */
export interface PlanningQueue {
  /** Rejects the order with SERVER_OVERLOADED when there are too many. One that is cancelled leaves by itself. */
  add(pending: Pending): void;
  /** The order whose turn it is, which leaves the queue. */
  next(): Pending | undefined;
  size(): number;
  /** Takes all of them out. */
  drain(): Pending[];
}

interface Waiting {
  readonly pending: Pending;
  readonly sinceMs: number;
  readonly leave: () => void;
}

/** Of an operation's text: planned before one that comes so much later by a millisecond. */
const charactersPerMs = 5;

/**
 * Short operations come first, as their plans take the least time; but a long one that has waited goes before a short one
 * that has just come. `now`: ms of any clock that goes on.
 */
export function createPlanningQueue(
  maxWaiting: number,
  now: () => number = () => performance.now(),
): PlanningQueue {
  const waiting: Waiting[] = [];

  function remove(one: Waiting): void {
    const index = waiting.indexOf(one);
    if (index !== -1) waiting.splice(index, 1);
    one.pending.cancellation?.remove(one.leave);
  }

  return {
    add(pending) {
      const { isAhead, cancellation, reject } = pending;
      if (cancellation?.isCancelled) return reject(abandoned());
      const asked = waiting.filter((one) => !one.pending.isAhead);
      if (!isAhead && asked.length >= maxWaiting)
        return reject(new FrontageError('SERVER_OVERLOADED', { retryAfterMs: 1000 }));
      const one: Waiting = {
        pending,
        sinceMs: now(),
        leave() {
          remove(one);
          reject(abandoned());
        },
      };
      cancellation?.add(one.leave);
      waiting.push(one);
    },
    next() {
      // Whoever came later has more to make up for.
      const rank = ({ pending, sinceMs }: Waiting): number =>
        pending.order.document.length + sinceMs * charactersPerMs;
      let first = waiting[0];
      for (const one of waiting) if (first !== undefined && rank(one) < rank(first)) first = one;
      if (first !== undefined) remove(first);
      return first?.pending;
    },
    size: () => waiting.length,
    drain() {
      const all = [...waiting];
      for (const one of all) remove(one);
      return all.map(({ pending }) => pending);
    },
  };
}

/** Nobody reads it. */
function abandoned(): FrontageError {
  return new FrontageError('GATEWAY_TIMEOUT', { cause: 'nobody waits for the plan' });
}
