import type { RetryBudgetStatus } from '../../core/status.ts';

/** How much retries and hedges may add to the calls of a process. */
export interface RetryBudget {
  /** For the calls of one upstream. */
  ofUpstream(): UpstreamRetryBudget;
  status(): RetryBudgetStatus;
}

export interface UpstreamRetryBudget {
  beginCall(): void;
  endCall(): void;
  /** Whether a call may be made a further time; if so, `giveBack` must follow when that one has ended. */
  take(): boolean;
  giveBack(): void;
}

export interface RetryBudgetOptions {
  readonly share: number;
  readonly minimum: number;
}

const spanMs = 1000;
const spanCount = 10;

/**
 * Two bounds, each `share` of the calls but at least `minimum`: of what the process has in flight, for it is the load, and
 * of what began within ten seconds for an upstream, for few calls at a time that all fail would otherwise be made twice.
 */
export function createRetryBudget(
  { share, minimum }: RetryBudgetOptions,
  nowMs: () => number = () => performance.now(),
): RetryBudget {
  let callsInFlight = 0;
  let furtherInFlight = 0;
  const allowed = (count: number): number => Math.max(minimum, Math.floor(share * count));

  return {
    ofUpstream() {
      const calls = new CountOfLately();
      const further = new CountOfLately();
      return {
        beginCall() {
          callsInFlight += 1;
          calls.add(Math.floor(nowMs() / spanMs));
        },
        endCall() {
          callsInFlight -= 1;
        },
        take() {
          const span = Math.floor(nowMs() / spanMs);
          if (furtherInFlight >= allowed(callsInFlight)) return false;
          if (further.upTo(span) >= allowed(calls.upTo(span))) return false;
          furtherInFlight += 1;
          further.add(span);
          return true;
        },
        giveBack() {
          furtherInFlight -= 1;
        },
      };
    },
    status: () => ({
      callsInFlight,
      retriesInFlight: furtherInFlight,
      available: Math.max(0, allowed(callsInFlight) - furtherInFlight),
    }),
  };
}

/** A count of what happened in the last `spanCount` spans of time. */
class CountOfLately {
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
