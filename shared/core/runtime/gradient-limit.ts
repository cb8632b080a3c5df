export interface GradientLimitOptions {
  /** Not below this, unless `max` is. */
  readonly min: number;
  readonly max: number;
  readonly initial: number;
  /** How many times the long-term mean a latency may be before the limit goes down. */
  readonly tolerance: number;
  /**
   * Asked once a window: whether latencies are the doing of what the limit protects. When they are not, the limit does not
   * go down for them, and they are not what later ones are measured by.
   */
  readonly isTelling: () => boolean;
}

/** Netflix's defaults, but for the length: half as long, so that what was lost is back in half the time. */
const windowMs = 500;
const minSamples = 10;
const longWindows = 600;
const warmUpWindows = 10;
const smoothing = 0.2;
const afterDrops = 0.9;

/**
 * How much work at once keeps latency near its long-term mean: Gradient2 of Netflix's concurrency-limits, fed with the
 * means of windows, so that no single call moves it. Times are of the monotonic clock.
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

  /** One piece of work that has ended; `inFlight` counts it. */
  sample(startMs: number, endMs: number, inFlight: number): void {
    this.#sumMs += endMs - startMs;
    this.#samples += 1;
    if (inFlight > this.#maxInFlight) this.#maxInFlight = inFlight;
    this.#endWindow(endMs);
  }

  /** One that was refused for want of capacity. The limit goes down where at least half of a window are. */
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
    const { tolerance, max, isTelling } = this.#options;
    let gradient = 1;
    if (isTelling()) {
      this.#remember(shortMs);
      gradient = Math.max(0.5, Math.min(1, (tolerance * this.#longMs) / shortMs));
      // After a long overload the mean is too high to notice the next one.
      if (this.#longMs / shortMs > 2) this.#longMs *= 0.95;
    }
    // What is not made use of is no reason to change.
    if (this.#maxInFlight < this.#limit / 2) return;
    const wanted = this.#limit * gradient + Math.sqrt(this.#limit);
    const next = this.#limit * (1 - smoothing) + wanted * smoothing;
    this.#limit = Math.max(this.#min, Math.min(max, next));
  }

  /** The plain mean at first, then an exponential one. */
  #remember(shortMs: number): void {
    this.#windows = Math.min(this.#windows + 1, warmUpWindows + 1);
    const weight = this.#windows <= warmUpWindows ? 1 / this.#windows : 2 / (longWindows + 1);
    this.#longMs += (shortMs - this.#longMs) * weight;
  }
}
