import { budgetExceeded } from '../core/channels.ts';

/** How large answers may be. */
export interface ResponseBudgets {
  /** Bytes before compression, by name of the operation. */
  readonly byOperation: ReadonlyMap<string, number>;
  /** For every other operation. */
  readonly otherwise: number | undefined;
}

/** More than the budget can be chance; more than twice that is another answer than was meant. */
const tolerance = 2;
const quietMs = 60_000;

interface Silence {
  untilMs: number;
  answers: number;
}

/**
 * Tells whether an answer has more than twice the bytes of its budget, and publishes that at most once a minute for each
 * operation that has a name in the budgets, and for all others together. `now`: ms of any clock that goes on.
 */
export function createBudgetGuard(
  { byOperation, otherwise }: ResponseBudgets,
  now: () => number = () => performance.now(),
): (operationName: string | undefined, bytes: number, requestId: string) => boolean {
  // Names of operations are the client's to choose: only those that are known are counted one by one.
  const silences = new Map<string | undefined, Silence>();

  return (operationName, bytes, requestId) => {
    const own = operationName === undefined ? undefined : byOperation.get(operationName);
    const budgetBytes = own ?? otherwise;
    if (budgetBytes === undefined || bytes <= budgetBytes * tolerance) return false;
    const key = own === undefined ? undefined : operationName;
    let silence = silences.get(key);
    if (silence === undefined) {
      silence = { untilMs: Number.NEGATIVE_INFINITY, answers: 0 };
      silences.set(key, silence);
    }
    silence.answers += 1;
    const nowMs = now();
    if (nowMs >= silence.untilMs) {
      budgetExceeded.publish({ requestId, operationName, bytes, budgetBytes, answers: silence.answers });
      silence.untilMs = nowMs + quietMs;
      silence.answers = 0;
    }
    return true;
  };
}
