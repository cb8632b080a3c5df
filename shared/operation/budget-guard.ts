import { budgetExceeded } from '../core/channels.ts';

/** How large responses may be. */
export interface ResponseBudgets {
  /** Bytes before compression, by name of the operation. */
  readonly byOperation: ReadonlyMap<string, number>;
  /** For every other operation. */
  readonly otherwise: number | undefined;
}

/** A response above its budget can be chance; one above twice the budget is not the response that was planned. */
const tolerance = 2;
const quietMs = 60_000;

interface Silence {
  untilMs: number;
  responses: number;
}

/**
 * Returns a function that checks whether a response has more than twice the bytes of its budget, and publishes that at most
 * once a minute for each operation that the budgets name, and for all others together. `now`: ms of any monotonic clock.
 */
export function createBudgetGuard(
  { byOperation, otherwise }: ResponseBudgets,
  now: () => number = () => performance.now(),
): (operationName: string | undefined, bytes: number, requestId: string) => boolean {
  // Clients choose the names of operations: only those that the budgets name are counted one by one.
  const silences = new Map<string | undefined, Silence>();

  return (operationName, bytes, requestId) => {
    const own = operationName === undefined ? undefined : byOperation.get(operationName);
    const budgetBytes = own ?? otherwise;
    if (budgetBytes === undefined || bytes <= budgetBytes * tolerance) return false;
    const key = own === undefined ? undefined : operationName;
    let silence = silences.get(key);
    if (silence === undefined) {
      silence = { untilMs: Number.NEGATIVE_INFINITY, responses: 0 };
      silences.set(key, silence);
    }
    silence.responses += 1;
    const nowMs = now();
    if (nowMs >= silence.untilMs) {
      budgetExceeded.publish({ requestId, operationName, bytes, budgetBytes, responses: silence.responses });
      silence.untilMs = nowMs + quietMs;
      silence.responses = 0;
    }
    return true;
  };
}
