import { requireCommonJs } from '../core/runtime/require-commonjs.ts';
import { startStopwatch, timeOver } from './thread-time.ts';

const { Field }: typeof import('@apollo/federation-internals') = requireCommonJs(
  '@apollo/federation-internals',
);
const { GraphPath, PathTree }: typeof import('@apollo/query-graphs') =
  requireCommonJs('@apollo/query-graphs');

/**
 * The loops of the planner that can run away call at least one of these: it extends paths, compares them, merges the trees
 * of a plan, or merges selections.
 */
const watched: readonly (readonly [prototype: object, method: string])[] = [
  [GraphPath.prototype, 'add'],
  [GraphPath.prototype, 'nextEdges'],
  [GraphPath.prototype, 'countSubgraphJumpsAfterLastCommonVertex'],
  [PathTree.prototype, 'merge'],
  [Field.prototype, 'key'],
];

/** Calls between two looks at the clock. */
const callsPerLook = 64;

/** How often the time on the processor is read, in ms by the clock: it costs a system call. */
const msPerReading = 10;

export interface PlanningTime {
  /** Runs `work`; throws when it takes longer, even if `work` catches what interrupts it. */
  limit<Value>(timeoutMs: number, work: () => Value): Value;
  /** Throws when the time of the running work is over. */
  check(): void;
}

/**
 * The planner knows no time limit: methods that it calls often are wrapped, and throw when the time is over. What it keeps
 * between two operations is filled by single writes, so that it can be used again. For the planning thread only: the
 * methods stay wrapped. `thread`: see `threadNumber`.
 */
export function limitPlanningTime(thread: number | undefined): PlanningTime {
  let timeoutMs = Number.POSITIVE_INFINITY;
  let usedMs = startStopwatch(thread);
  let calls = 0;
  let nextReadingMs = 0;
  let isOver = false;

  function check(): void {
    if (isOver) throw new Error(timeOver(timeoutMs));
    calls += 1;
    if (calls % callsPerLook === 0) look();
  }

  function look(): void {
    const nowMs = performance.now();
    if (nowMs < nextReadingMs) return;
    nextReadingMs = nowMs + msPerReading;
    isOver = usedMs() > timeoutMs;
    if (isOver) throw new Error(timeOver(timeoutMs));
  }

  for (const [prototype, method] of watched) callBefore(prototype, method, check);
  return {
    check,
    limit(longestMs, work) {
      timeoutMs = longestMs;
      usedMs = startStopwatch(thread);
      isOver = false;
      try {
        const value = work();
        if (isOver) throw new Error(timeOver(timeoutMs));
        return value;
      } finally {
        timeoutMs = Number.POSITIVE_INFINITY;
        isOver = false;
      }
    },
  };
}

function callBefore(prototype: object, name: string, before: () => void): void {
  const method: unknown = Reflect.get(prototype, name);
  if (typeof method !== 'function') throw new TypeError(`the planner has no method ${name}`);
  Reflect.set(prototype, name, function (this: unknown, ...args: unknown[]): unknown {
    before();
    return Reflect.apply(method, this, args);
  });
}
