import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type UpstreamEvent, upstreamEvent } from '../../../shared/core/channels.ts';
import { FrontageError } from '../../../shared/core/errors.ts';
import { Circuit } from '../../../shared/upstream/resilience/circuit.ts';
import { createRotation } from '../../../shared/upstream/resilience/failure-window.ts';
import type { BreakerOptions } from '../../../shared/upstream/upstream-options.ts';
import { settled } from '../../support/upstream-call.ts';
import { upstreamOptions } from '../../support/upstream-options.ts';

const { breaker: defaults } = upstreamOptions('a', 'http://127.0.0.1');

/** A circuit whose clock and random number the test sets. By default, open times have no jitter. */
function circuitFor(context: TestContext, overrides: Partial<BreakerOptions> = {}) {
  const breaker = { ...defaults, minimumCalls: 4, openForMs: 1000, maxOpenForMs: 4000, ...overrides };
  const rotation = createRotation(breaker.windowMs);
  const given = { nowMs: 5000, random: 0.5 };
  const circuit = new Circuit({
    upstream: 'a',
    key: 'k',
    breaker,
    rotation,
    nowMs: () => given.nowMs,
    random: () => given.random,
  });
  const events: UpstreamEvent[] = [];
  context.after(upstreamEvent.subscribe((event) => events.push(event)));
  context.after(() => {
    circuit.close();
    rotation.close();
  });
  const make = (...outcomes: Parameters<Circuit['leave']>[1][]): void => {
    for (const outcome of outcomes) circuit.leave(circuit.enter(), outcome);
  };
  const open = (): void => make('failed', 'failed', 'failed', 'failed');
  return { circuit, given, events, make, open, rotation };
}

function refusal(circuit: Circuit): number | undefined {
  try {
    circuit.enter();
  } catch (error) {
    assert.ok(error instanceof FrontageError);
    assert.equal(error.code, 'SUBGRAPH_CIRCUIT_OPEN');
    return error.retryAfterMs;
  }
  return assert.fail('the call was allowed');
}

describe('a circuit', () => {
  it('opens when the failure rate is reached, but not before the minimum of calls', (context) => {
    const { circuit, make, events } = circuitFor(context);
    make('failed', 'failed', 'good');
    assert.equal(circuit.status().state, 'closed');
    make('failed');
    assert.deepEqual(circuit.status(), {
      key: 'k',
      state: 'open',
      retryAfterMs: 1000,
      calls: 4,
      failures: 3,
    });
    assert.deepEqual(events, [{ upstream: 'a', event: 'breaker opened', key: 'k', openForMs: 1000 }]);
  });

  it('opens exactly at the failure rate, and stays closed below it', (context) => {
    const half = circuitFor(context);
    half.make('good', 'good', 'failed', 'failed');
    assert.equal(half.circuit.status().state, 'open');
    const less = circuitFor(context);
    less.make('good', 'good', 'good', 'failed', 'failed');
    assert.equal(less.circuit.status().state, 'closed');
  });

  it('does not count cancelled calls', (context) => {
    const { circuit, make } = circuitFor(context);
    make('failed', 'failed', 'failed', 'nothing', 'nothing', 'nothing');
    assert.deepEqual([circuit.status().state, circuit.status().calls], ['closed', 3]);
  });

  it('forgets outcomes that are older than its window', (context) => {
    const { circuit, make, rotation } = circuitFor(context);
    make('failed', 'failed', 'failed');
    for (let bucket = 0; bucket < 10; bucket += 1) rotation.emitter.emit('rotate');
    make('failed');
    assert.deepEqual([circuit.status().state, circuit.status().calls], ['closed', 1]);
  });

  it('refuses all calls while it is open, and reports for how long', (context) => {
    const { circuit, open, given } = circuitFor(context);
    open();
    assert.equal(refusal(circuit), 1000);
    given.nowMs += 400;
    assert.equal(refusal(circuit), 600);
  });

  it('varies the open time by a fifth', (context) => {
    for (const [random, expected] of [
      [0, 800],
      [1, 1200],
    ] as const) {
      const { circuit, open, given } = circuitFor(context);
      given.random = random;
      open();
      assert.equal(refusal(circuit), expected);
    }
  });

  it('allows one probe, and no other call until the probe has ended', (context) => {
    const { circuit, open, given, events } = circuitFor(context);
    open();
    given.nowMs += 1000;
    const probe = circuit.enter();
    assert.equal(circuit.status().state, 'halfOpen');
    for (let others = 0; others < 5; others += 1) assert.equal(refusal(circuit), 1000);
    circuit.leave(probe, 'good');
    assert.equal(circuit.status().state, 'closed');
    assert.deepEqual(
      events.map(({ event }) => event),
      ['breaker opened', 'breaker probing', 'breaker closed'],
    );
  });

  it('makes the next call the probe when a probe is cancelled', (context) => {
    const { circuit, open, given } = circuitFor(context);
    open();
    given.nowMs += 1000;
    circuit.leave(circuit.enter(), 'nothing');
    const probe = circuit.enter();
    assert.equal(circuit.status().state, 'halfOpen');
    refusal(circuit);
    circuit.leave(probe, 'good');
    assert.equal(circuit.status().state, 'closed');
  });

  it('ignores outcomes of calls that started before the breaker opened', (context) => {
    const { circuit, open, given } = circuitFor(context);
    const [slowGood, slowFailed, late] = [circuit.enter(), circuit.enter(), circuit.enter()];
    open();
    circuit.leave(slowGood, 'good');
    given.nowMs += 1000;
    const probe = circuit.enter();
    circuit.leave(slowFailed, 'failed');
    assert.equal(circuit.status().state, 'halfOpen');
    circuit.leave(probe, 'good');
    circuit.leave(late, 'failed');
    assert.deepEqual([circuit.status().state, circuit.status().calls], ['closed', 0]);
  });

  it('doubles its open time with each failed probe up to the maximum, and starts again after a ramp', async (context) => {
    const { circuit, open, make, given } = circuitFor(context, { rampMs: 500 });
    open();
    for (const expected of [2000, 4000, 4000]) {
      given.nowMs += circuit.status().retryAfterMs ?? 0;
      make('failed');
      assert.equal(refusal(circuit), expected);
    }
    given.nowMs += 4000;
    make('good');
    given.nowMs += 100;
    open();
    assert.equal(refusal(circuit), 4000, 'it failed during the ramp');
    given.nowMs += 4000;
    make('good');
    given.nowMs += 500;
    open();
    assert.equal(refusal(circuit), 1000);
  });

  it('allows a growing share of concurrent calls after a good probe', (context) => {
    const { circuit, open, make, given } = circuitFor(context, { rampMs: 1000 });
    open();
    given.nowMs += 1000;
    make('good');
    given.random = 0.3;
    make('good', 'good');
    const first = circuit.enter();
    refusal(circuit);
    given.nowMs += 299;
    refusal(circuit);
    given.nowMs += 2;
    const second = circuit.enter();
    given.random = 0.99;
    refusal(circuit);
    given.nowMs += 700;
    for (let others = 0; others < 5; others += 1) circuit.leave(circuit.enter(), 'good');
    circuit.leave(first, 'good');
    circuit.leave(second, 'good');
  });

  it('does not count old failures after an upstream has recovered', async (context) => {
    const { circuit, open, make, given } = circuitFor(context, { rampMs: 0 });
    open();
    given.nowMs += 1000;
    make('good', 'good', 'good', 'good', 'failed');
    await settled();
    assert.deepEqual([circuit.status().state, circuit.status().calls], ['closed', 4]);
  });
});
