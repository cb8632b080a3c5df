/** The clock of a key set, which tests replace to advance time. */
export interface Clock {
  /** Monotonic, in ms. */
  now(): number;
  /** Calls `run` once after `ms`. Returns a function that cancels the call. The timer does not keep the process alive. */
  after(ms: number, run: () => void): () => void;
}

export const monotonicClock: Clock = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
};
