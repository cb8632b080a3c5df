/** Time as a key set sees it, so that tests can be a day later. */
export interface Clock {
  /** Monotonic, in ms. */
  now(): number;
  /** Calls `run` once. Returns the function that prevents it. Does not keep a process alive. */
  after(ms: number, run: () => void): () => void;
}

export const monotonicClock: Clock = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
};
