import { upstreamEvent } from '../../core/channels.ts';
import type { BreakerStatus } from '../../core/status.ts';
import { UpstreamError } from '../upstream-error.ts';
import type { BreakerOptions } from '../upstream-options.ts';
import { createFailureWindow, type FailureWindow, type Rotation } from './failure-window.ts';

/** What a call says of its upstream; `nothing` when it was given up for reasons that are not the upstream's. */
export type CallOutcome = 'good' | 'failed' | 'nothing';

/** The time between two states of a circuit; what a call says counts only within the one in which it began. */
export type Era = number;

export interface CircuitOptions {
  readonly upstream: string;
  /** The coordinate that it is for; empty for an endpoint as a whole. */
  readonly key: string;
  readonly breaker: BreakerOptions;
  readonly rotation: Rotation;
  /** A monotonic clock. */
  readonly nowMs: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
}

const jitter = 0.2;
// Nobody knows how long a probe takes, or when chance lets a call through: to ask again within the second is not much.
const soonMs = 1000;

/**
 * Closed, it lets calls through until too many fail; open, none, for a time that doubles with each probe that fails; then
 * one call at a time, the probe, until one says something. After a good one it is closed, and lets a share of the calls
 * through that grows with time. It has no timers.
 */
export class Circuit {
  readonly #options: CircuitOptions;
  #window: FailureWindow;
  #state: BreakerStatus['state'] = 'closed';
  #era: Era = 0;
  #inFlight = 0;
  #timesOpened = 0;
  #openUntilMs = 0;
  /** Undefined when all calls are let through. */
  #rampStartMs: number | undefined;

  constructor(options: CircuitOptions) {
    this.#options = options;
    this.#window = this.#openWindow();
  }

  get isClosed(): boolean {
    return this.#state === 'closed';
  }

  /** Whether a call that is made now is kept away for sure. */
  get refuses(): boolean {
    return (
      this.#state === 'halfOpen' || (this.#state === 'open' && this.#options.nowMs() < this.#openUntilMs)
    );
  }

  /** For a call that is made now; `leave` must follow. Throws an `UpstreamError` SUBGRAPH_CIRCUIT_OPEN for one that may not be made. */
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

  leave(era: Era, verdict: CallOutcome): void {
    this.#inFlight -= 1;
    if (era !== this.#era) return;
    if (this.#state === 'closed') {
      if (verdict !== 'nothing') this.#window.add(verdict === 'good');
    } else if (verdict === 'good') {
      this.#close();
    } else if (verdict === 'failed') {
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

  /** Nothing that calls in flight still say counts any more. */
  close(): void {
    this.#era = Number.NaN;
    this.#window.close();
  }

  /** One call at a time is no herd, and an upstream that has few calls is whole again at once. */
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
    // What was before would be counted together with what is now.
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
