import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GradientLimit, type GradientLimitOptions } from '../../../shared/core/runtime/gradient-limit.ts';

const defaults = { min: 20, max: 200, initial: 100, tolerance: 1.5, isInformative: () => true };

/** Something that works on `places` calls at once, 10 ms each; more than that share the places. */
class Simulated {
  readonly limit: GradientLimit;
  places: number;
  #nowMs = 0;

  constructor(places: number, options: Partial<GradientLimitOptions> = {}) {
    this.places = places;
    this.limit = new GradientLimit({ ...defaults, ...options });
  }

  /** Half a second of demand for this many calls at once. */
  window(offered: number, extraMs = 0): void {
    const inFlight = Math.min(offered, this.limit.limit);
    const durationMs = 10 * Math.max(1, inFlight / this.places);
    for (let call = 1; call <= 20; call += 1) {
      const endMs = this.#nowMs + 25 * call;
      this.limit.sample(endMs - durationMs - (call === 1 ? extraMs : 0), endMs, inFlight);
    }
    this.#nowMs += 500;
  }

  windows(count: number, offered: number): void {
    for (let index = 0; index < count; index += 1) this.window(offered);
  }
}

describe('a gradient limit', () => {
  it('settles near the available capacity', () => {
    const simulated = new Simulated(30);
    simulated.windows(20, 10);
    assert.equal(simulated.limit.limit, 100, 'what is not used does not change it');
    simulated.windows(100, 1000);
    assert.ok(simulated.limit.limit >= 30 && simulated.limit.limit <= 70, `${simulated.limit.limit}`);
  });

  it('grows again with the capacity, up to its maximum', () => {
    const simulated = new Simulated(30);
    simulated.windows(20, 10);
    simulated.windows(100, 1000);
    simulated.places = 1000;
    simulated.windows(100, 1000);
    assert.equal(simulated.limit.limit, 200);
  });

  it('stays within its bounds at any latency', () => {
    const simulated = new Simulated(30);
    simulated.windows(20, 10);
    simulated.places = 0.1;
    simulated.windows(100, 1000);
    assert.equal(simulated.limit.limit, 20);
    assert.equal(new GradientLimit({ ...defaults, max: 5 }).limit, 5, 'the maximum comes first');
  });

  it('changes little after one slow call', () => {
    const simulated = new Simulated(100);
    simulated.windows(20, 100);
    const before = simulated.limit.limit;
    simulated.window(1000, 30_000);
    assert.ok(simulated.limit.limit >= before * 0.9, `${before} became ${simulated.limit.limit}`);
    simulated.windows(10, 100);
    assert.ok(simulated.limit.limit >= before, `${before} became ${simulated.limit.limit}`);
  });

  it('notices the next overload after a long one', () => {
    const simulated = new Simulated(30);
    simulated.windows(20, 10);
    simulated.windows(2000, 1000);
    simulated.windows(100, 10);
    simulated.places = 3;
    simulated.windows(100, 1000);
    assert.ok(simulated.limit.limit <= 30, `${simulated.limit.limit}`);
  });

  it('neither decreases for latencies with another cause nor learns from them', () => {
    let isInformative = false;
    const simulated = new Simulated(1, { isInformative: () => isInformative });
    simulated.windows(100, 1000);
    assert.equal(simulated.limit.limit, 200);
    isInformative = true;
    simulated.places = 1000;
    simulated.windows(20, 10);
    simulated.places = 1;
    simulated.windows(100, 1000);
    assert.ok(simulated.limit.limit <= 30, `${simulated.limit.limit}`);
  });
});
