export interface AwayFlagOptions {
  /** So many failures one after another set it. */
  readonly failures: number;
  /** How long nothing is asked then; doubles with every probe up to `maxAwayMs`. */
  readonly awayMs: number;
  readonly maxAwayMs: number;
  /** Milliseconds of a clock that is never set back. */
  readonly now?: () => number;
}

/**
 * Says whether it is worth asking something that may have ceased to answer. While it is away nothing is asked; each time
 * that the time is over, one call is let through, and the first success ends it.
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

  /** Whether a call may be made. The caller tells how it ended. */
  mayAsk(): boolean {
    if (!this.isAway) return true;
    if (this.#now() < this.#awayUntilMs) return false;
    this.#awayMs = Math.min(this.#awayMs * 2, this.#options.maxAwayMs);
    this.#awayUntilMs = this.#now() + this.#awayMs;
    return true;
  }

  /** Returns whether it was away until now. */
  succeeded(): boolean {
    const wasAway = this.isAway;
    this.#failures = 0;
    this.#awayMs = this.#options.awayMs;
    return wasAway;
  }

  /** Returns whether it is away from now on. */
  failed(): boolean {
    this.#failures += 1;
    if (this.#failures !== this.#options.failures) return false;
    this.#awayUntilMs = this.#now() + this.#awayMs;
    return true;
  }
}
