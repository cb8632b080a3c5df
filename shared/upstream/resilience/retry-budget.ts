import type { RetryBudgetStatus } from '../../core/status.ts';

/** Limits the retries and hedges that are added to the calls of a process. */
export interface RetryBudget {
  /** Returns the budget for the calls of one upstream. */
  ofUpstream(): UpstreamRetryBudget;
  status(): RetryBudgetStatus;
}

export interface UpstreamRetryBudget {
  beginCall(): void;
  endCall(): void;
  /** Whether a call may be made once more. If so, `release` must follow when that call has ended. */
  acquire(): boolean;
  release(): void;
}

export interface RetryBudgetOptions {
  readonly share: number;
  readonly minimum: number;
}

const spanMs = 1000;
const spanCount = 10;

/**
 * Applies two limits, each `share` of a number of calls but at least `minimum`: the calls in flight of the process, which are
 * the load; and the calls of the upstream in the last ten seconds, as otherwise few calls at a time that all fail would
 * all be made twice.
 */
export function createRetryBudget(
  { share, minimum }: RetryBudgetOptions,
  nowMs: () => number = () => performance.now(),
): RetryBudget {
  let callsInFlight = 0;
  let retriesInFlight = 0;
  const allowed = (count: number): number => Math.max(minimum, Math.floor(share * count));

  return {
    ofUpstream() {
      const calls = new RecentCount();
      const retries = new RecentCount();
      return {
        beginCall() {
          callsInFlight += 1;
          calls.add(Math.floor(nowMs() / spanMs));
        },
        endCall() {
          callsInFlight -= 1;
        },
        acquire() {
          const span = Math.floor(nowMs() / spanMs);
          if (retriesInFlight >= allowed(callsInFlight)) return false;
          if (retries.upTo(span) >= allowed(calls.upTo(span))) return false;
          retriesInFlight += 1;
          retries.add(span);
          return true;
        },
        release() {
          retriesInFlight -= 1;
        },
      };
    },
    status: () => ({
      callsInFlight,
      retriesInFlight,
      available: Math.max(0, allowed(callsInFlight) - retriesInFlight),
    }),
  };
}

/** Counts the events of the last `spanCount` time spans. */
class RecentCount {
  readonly #counts = new Array<number>(spanCount).fill(0);
  #last = 0;
  #total = 0;

  add(span: number): void {
    this.upTo(span);
    this.#counts[span % spanCount] = (this.#counts[span % spanCount] ?? 0) + 1;
    this.#total += 1;
  }

  upTo(span: number): number {
    for (let passed = Math.max(this.#last + 1, span - spanCount + 1); passed <= span; passed += 1) {
      this.#total -= this.#counts[passed % spanCount] ?? 0;
      this.#counts[passed % spanCount] = 0;
    }
    this.#last = Math.max(this.#last, span);
    return this.#total;
  }
}
