import type { Clock } from '../../shared/policy/key-set/clock.ts';

export interface ManualClock extends Clock {
  /** Advances, and runs the due timers in order. */
  advance(ms: number): void;
  /** Time until the next timer is due. */
  nextInMs(): number | undefined;
}

/** A clock that advances only by calls of the test. */
export function manualClock(): ManualClock {
  let nowMs = 0;
  let timers: { readonly atMs: number; readonly run: () => void }[] = [];
  const next = () => timers.toSorted((a, b) => a.atMs - b.atMs)[0];
  return {
    now: () => nowMs,
    after(ms, run) {
      const timer = { atMs: nowMs + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    advance(ms) {
      const untilMs = nowMs + ms;
      for (let timer = next(); timer !== undefined && timer.atMs <= untilMs; timer = next()) {
        const due = timer;
        timers = timers.filter((one) => one !== due);
        nowMs = due.atMs;
        due.run();
      }
      nowMs = untilMs;
    },
    nextInMs() {
      const timer = next();
      return timer && timer.atMs - nowMs;
    },
  };
}
