export interface GradientLimitOptions {
  /** The lower bound, unless `max` is lower. */
  readonly min: number;
  readonly max: number;
  readonly initial: number;
  /** The ratio of latency to the long-term mean above which the limit decreases. */
  readonly tolerance: number;
  /**
   * Called once for each window: whether the protected resource causes the latencies. If not, they neither decrease the limit
   * nor change the long-term mean.
   */
  readonly isInformative: () => boolean;
}

/** Netflix's defaults except for the window length, which is half as long, so that the limit recovers in half the time. */
const windowMs = 500;
const minSamples = 10;
const longWindows = 600;
const warmUpWindows = 10;
const smoothing = 0.2;
const afterDrops = 0.9;

/**
 * The concurrency that keeps latency near its long-term mean: Gradient2 of Netflix's concurrency-limits, fed with the means
 * of windows, so that no single call changes it. Times are of the monotonic clock.
 * https://github.com/Netflix/concurrency-limits: Gradient2Limit, WindowedLimit, ExpAvgMeasurement
 */
export class GradientLimit {
  readonly #options: GradientLimitOptions;
  readonly #min: number;
  #limit: number;
  #sumMs = 0;
  #samples = 0;
  #drops = 0;
  #maxInFlight = 0;
  #windowEndMs = 0;
  #longMs = 0;
  #windows = 0;

  constructor(options: GradientLimitOptions) {
    this.#options = options;
    this.#min = Math.min(options.min, options.max);
    this.#limit = Math.max(this.#min, Math.min(options.max, options.initial));
  }

  /** A whole number. */
  get limit(): number {
    return Math.floor(this.#limit);
  }

  /** Records a finished piece of work; `inFlight` includes it. */
  sample(startMs: number, endMs: number, inFlight: number): void {
    this.#sumMs += endMs - startMs;
    this.#samples += 1;
    if (inFlight > this.#maxInFlight) this.#maxInFlight = inFlight;
    this.#endWindow(endMs);
  }

  /** Records work that was refused for lack of capacity. The limit decreases if this is at least half of a window. */
  drop(endMs: number): void {
    this.#drops += 1;
    this.#endWindow(endMs);
  }

  #endWindow(endMs: number): void {
    if (endMs < this.#windowEndMs || this.#samples + this.#drops < minSamples) return;
    if (this.#drops >= this.#samples) this.#limit = Math.max(this.#min, this.#limit * afterDrops);
    else this.#update(this.#sumMs / this.#samples);
    this.#sumMs = 0;
    this.#samples = 0;
    this.#drops = 0;
    this.#maxInFlight = 0;
    this.#windowEndMs = endMs + windowMs;
  }

  #update(shortMs: number): void {
    const { tolerance, max, isInformative } = this.#options;
    let gradient = 1;
    if (isInformative()) {
      this.#remember(shortMs);
      gradient = Math.max(0.5, Math.min(1, (tolerance * this.#longMs) / shortMs));
      // After a long overload the mean is too high to notice the next one.
      if (this.#longMs / shortMs > 2) this.#longMs *= 0.95;
    }
    // Unused capacity is no reason to change the limit.
    if (this.#maxInFlight < this.#limit / 2) return;
    const desired = this.#limit * gradient + Math.sqrt(this.#limit);
    const next = this.#limit * (1 - smoothing) + desired * smoothing;
    this.#limit = Math.max(this.#min, Math.min(max, next));
  }

  /** The plain mean at first, then an exponential one. */
  #remember(shortMs: number): void {
    this.#windows = Math.min(this.#windows + 1, warmUpWindows + 1);
    const weight = this.#windows <= warmUpWindows ? 1 / this.#windows : 2 / (longWindows + 1);
    this.#longMs += (shortMs - this.#longMs) * weight;
  }
}
