export interface AwayFlagOptions {
  /** Number of consecutive failures that set the flag. */
  readonly failures: number;
  /** How long no call is made then. Doubles with each probe, up to `maxAwayMs`. */
  readonly awayMs: number;
  readonly maxAwayMs: number;
  /** Milliseconds of a monotonic clock. */
  readonly now?: () => number;
}

/**
 * A circuit breaker for a service that may have stopped responding. While the service is away no call is made. Each
 * time the pause expires, one call is allowed as a probe; the first success resets the flag.
 */
export class AwayFlag {
  readonly #options: AwayFlagOptions;
  readonly #now: () => number;
  #failures = 0;
  #awayMs: number;
  #awayUntilMs = 0;

  constructor(options: AwayFlagOptions) {
    this.#options = options;
    this.#awayMs = options.awayMs;
    this.#now = options.now ?? (() => performance.now());
  }

  get isAway(): boolean {
    return this.#failures >= this.#options.failures;
  }

  /** Whether a call may be made. The caller reports its outcome with `succeeded` or `failed`. */
  mayCall(): boolean {
    if (!this.isAway) return true;
    if (this.#now() < this.#awayUntilMs) return false;
    this.#awayMs = Math.min(this.#awayMs * 2, this.#options.maxAwayMs);
    this.#awayUntilMs = this.#now() + this.#awayMs;
    return true;
  }

  /** Records a success. Returns whether the service was away until now. */
  succeeded(): boolean {
    const wasAway = this.isAway;
    this.#failures = 0;
    this.#awayMs = this.#options.awayMs;
    return wasAway;
  }

  /** Records a failure. Returns whether the service is away from now on. */
  failed(): boolean {
    this.#failures += 1;
    if (this.#failures !== this.#options.failures) return false;
    this.#awayUntilMs = this.#now() + this.#awayMs;
    return true;
  }
}
