import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { createOutliers } from '../../../shared/upstream/balancing/outliers.ts';
import type { Member } from '../../../shared/upstream/balancing/pool-member.ts';
import { memberStub } from '../../support/endpoint-stub.ts';
import { upstreamCall } from '../../support/upstream-call.ts';
import { upstreamEvents } from '../../support/upstream-events.ts';

/** Outlier detection on two members. The test controls the clock and the timers. */
function start(context: TestContext, name: string, overrides = {}) {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  let nowMs = 0;
  const members = [memberStub({ url: 'http://a.invalid/' }), memberStub({ url: 'http://b.invalid/' })];
  const outliers = createOutliers({
    name,
    consecutiveFailures: 2,
    ejectForMs: 100,
    maxEjectForMs: 250,
    maxEjected: 0.5,
    ...overrides,
    members: () => members,
    onChange: () => {},
    nowMs: () => nowMs,
  });
  const [first, second] = members;
  if (first === undefined || second === undefined) throw new TypeError('expected two members');
  return {
    outliers,
    members,
    first,
    second,
    events: upstreamEvents(context, name),
    fail(member: Member) {
      outliers.record(member, 'failed');
      outliers.record(member, 'failed');
    },
    pass(ms: number) {
      nowMs += ms;
      context.mock.timers.tick(ms);
    },
  };
}

describe('outlier detection', () => {
  it('ejects for a longer time each time, up to the maximum', (context) => {
    const { first, fail, pass, events } = start(context, 'outliers-longer');
    for (const forMs of [100, 200, 250]) {
      fail(first);
      assert.equal(first.isEjected, true);
      pass(forMs);
      assert.equal(first.isEjected, false);
    }
    assert.deepEqual(
      events.of('endpoint ejected').map(({ forMs }) => forMs),
      [100, 200, 250],
    );
    assert.equal(events.of('endpoint returned').length, 3);
  });

  it('forgives one ejection for each period without an ejection', (context) => {
    const { first, fail, pass, events } = start(context, 'outliers-forgive');
    fail(first);
    pass(100);
    fail(first);
    pass(200);
    pass(100);
    fail(first);
    pass(200);
    pass(1000);
    fail(first);
    assert.deepEqual(
      events.of('endpoint ejected').map(({ forMs }) => forMs),
      [100, 200, 200, 100],
    );
  });

  it('ejects a returned endpoint at its first failure, until a response is good', (context) => {
    const { outliers, first, fail, pass } = start(context, 'outliers-probation');
    fail(first);
    pass(100);
    assert.equal(first.takes(upstreamCall()), true);
    outliers.record(first, 'nothing');
    outliers.record(first, 'failed');
    assert.equal(first.isEjected, true);
    pass(200);
    outliers.record(first, 'good');
    outliers.record(first, 'failed');
    assert.equal(first.isEjected, false);
  });

  it('allows one call at a time to a returned endpoint', (context) => {
    const { members, fail, pass } = start(context, 'outliers-one-call');
    const busy = memberStub({}, { inFlight: 1 });
    members.push(busy);
    assert.equal(busy.takes(upstreamCall()), true);
    fail(busy);
    pass(100);
    assert.equal(busy.takes(upstreamCall()), false);
  });

  it('never ejects the second of two endpoints', (context) => {
    const { first, second, fail } = start(context, 'outliers-share', { maxEjected: 0.5 });
    fail(first);
    fail(second);
    assert.deepEqual([first.isEjected, second.isEjected], [true, false]);
  });

  it('may eject one of several endpoints for any maximum share', (context) => {
    const { first, fail } = start(context, 'outliers-one', { maxEjected: 0 });
    fail(first);
    assert.equal(first.isEjected, true);
  });

  it('is disabled by 0 failures', (context) => {
    const { first, fail } = start(context, 'outliers-off', { consecutiveFailures: 0 });
    fail(first);
    assert.equal(first.isEjected, false);
  });

  it('does not eject a removed endpoint', (context) => {
    const { members, first, fail, events } = start(context, 'outliers-gone');
    members.shift();
    members.push(memberStub({ url: 'http://c.invalid/' }));
    fail(first);
    assert.deepEqual(events.all, []);
  });
});
