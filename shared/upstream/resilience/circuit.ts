import { upstreamEvent } from '../../core/channels.ts';
import type { BreakerStatus } from '../../core/status.ts';
import { UpstreamError } from '../upstream-error.ts';
import type { BreakerOptions } from '../upstream-options.ts';
import { createFailureWindow, type FailureWindow, type Rotation } from './failure-window.ts';

/** The outcome of a call. `nothing`: it ended for a reason that is not the upstream's, such as cancellation. */
export type CallOutcome = 'good' | 'failed' | 'nothing';

/** The period between two state changes of a circuit. An outcome counts only in the period in which its call started. */
export type Era = number;

export interface CircuitOptions {
  readonly upstream: string;
  /** The coordinate of the calls; empty for an endpoint as a whole. */
  readonly key: string;
  readonly breaker: BreakerOptions;
  readonly rotation: Rotation;
  /** A monotonic clock. */
  readonly nowMs: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
}

const jitter = 0.2;
// The duration of a probe, and the next call that the ramp allows, are unknown: one retry a second is cheap.
const soonMs = 1000;

/**
 * A closed circuit allows calls until too many fail. An open circuit refuses all calls for a time that doubles with each
 * failed probe. It then allows one call at a time, the probe, until one has an outcome. A good probe closes the circuit,
 * which then allows a share of the calls that grows with time (the ramp). A circuit has no timers.
 */
export class Circuit {
  readonly #options: CircuitOptions;
  #window: FailureWindow;
  #state: BreakerStatus['state'] = 'closed';
  #era: Era = 0;
  #inFlight = 0;
  #timesOpened = 0;
  #openUntilMs = 0;
  /** Undefined when all calls are allowed. */
  #rampStartMs: number | undefined;

  constructor(options: CircuitOptions) {
    this.#options = options;
    this.#window = this.#openWindow();
  }

  get isClosed(): boolean {
    return this.#state === 'closed';
  }

  /** Whether a call made now is certain to be refused. */
  get refuses(): boolean {
    return (
      this.#state === 'halfOpen' || (this.#state === 'open' && this.#options.nowMs() < this.#openUntilMs)
    );
  }

  /** Admits a call; `leave` must follow. Throws an `UpstreamError` SUBGRAPH_CIRCUIT_OPEN for a refused call. */
  enter(): Era {
    if (this.#state === 'closed') {
      if (this.#rampStartMs !== undefined) this.#ramp(this.#rampStartMs);
    } else if (this.#state === 'halfOpen' || this.#options.nowMs() < this.#openUntilMs) {
      throw this.#refusal();
    } else {
      this.#become('halfOpen');
      this.#publish('breaker probing');
    }
    this.#inFlight += 1;
    return this.#era;
  }

  leave(era: Era, outcome: CallOutcome): void {
    this.#inFlight -= 1;
    if (era !== this.#era) return;
    if (this.#state === 'closed') {
      if (outcome !== 'nothing') this.#window.add(outcome === 'good');
    } else if (outcome === 'good') {
      this.#close();
    } else if (outcome === 'failed') {
      this.#open();
    } else {
      // The next call is the probe.
      this.#become('open');
    }
  }

  status(): BreakerStatus {
    const isOpen = this.#state === 'open';
    return {
      key: this.#options.key,
      state: this.#state,
      retryAfterMs: isOpen ? Math.max(0, Math.ceil(this.#openUntilMs - this.#options.nowMs())) : undefined,
      ...this.#window.counts(),
    };
  }

  /** Outcomes of calls in flight no longer count. */
  close(): void {
    this.#era = Number.NaN;
    this.#window.close();
  }

  /** A single call is always allowed: it is no herd, and an upstream with few calls recovers at once. */
  #ramp(startMs: number): void {
    const share = (this.#options.nowMs() - startMs) / this.#options.breaker.rampMs;
    if (share >= 1) {
      this.#rampStartMs = undefined;
      this.#timesOpened = 0;
    } else if (this.#inFlight > 0 && this.#options.random() >= share) {
      throw this.#refusal();
    }
  }

  #open(): void {
    const { openForMs, maxOpenForMs } = this.#options.breaker;
    const meanMs = Math.min(maxOpenForMs, openForMs * 2 ** this.#timesOpened);
    const forMs = Math.round(meanMs * (1 - jitter + 2 * jitter * this.#options.random()));
    this.#timesOpened += 1;
    this.#openUntilMs = this.#options.nowMs() + forMs;
    this.#become('open');
    this.#publish('breaker opened', forMs);
  }

  #close(): void {
    const { rampMs } = this.#options.breaker;
    this.#rampStartMs = rampMs > 0 ? this.#options.nowMs() : undefined;
    if (rampMs === 0) this.#timesOpened = 0;
    // Earlier outcomes must not count together with new ones.
    this.#window.close();
    this.#window = this.#openWindow();
    this.#become('closed');
    this.#publish('breaker closed');
  }

  #become(state: BreakerStatus['state']): void {
    this.#state = state;
    this.#era += 1;
  }

  #openWindow(): FailureWindow {
    const { breaker, rotation } = this.#options;
    return createFailureWindow(breaker, rotation, () => this.#open());
  }

  #refusal(): UpstreamError {
    const untilMs = this.#openUntilMs - this.#options.nowMs();
    const retryAfterMs =
      this.#state === 'open' ? Math.ceil(untilMs) : Math.min(soonMs, this.#options.breaker.openForMs);
    return new UpstreamError('SUBGRAPH_CIRCUIT_OPEN', { cause: `breaker ${this.#state}`, retryAfterMs });
  }

  #publish(event: 'breaker opened', openForMs: number): void;
  #publish(event: 'breaker probing' | 'breaker closed'): void;
  #publish(event: 'breaker opened' | 'breaker probing' | 'breaker closed', openForMs = 0): void {
    const { upstream, key } = this.#options;
    if (event === 'breaker opened') upstreamEvent.publish({ upstream, event, key, openForMs });
    else upstreamEvent.publish({ upstream, event, key });
  }
}
