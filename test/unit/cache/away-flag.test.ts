import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AwayFlag } from '../../../shared/cache/away-flag.ts';

function flagWithClock() {
  const clock = { now: 0 };
  const flag = new AwayFlag({ failures: 3, awayMs: 100, maxAwayMs: 400, now: () => clock.now });
  return { clock, flag };
}

/** Sets the flag. Returns the result of each failure. */
function failThrice(flag: AwayFlag): boolean[] {
  return [flag.failed(), flag.failed(), flag.failed()];
}

describe('the away flag', () => {
  it('is set by consecutive failures, and reports it once', () => {
    const { flag } = flagWithClock();
    flag.failed();
    flag.failed();
    flag.succeeded();
    assert.ok(flag.mayCall());
    assert.deepEqual(failThrice(flag), [false, false, true]);
    assert.equal(flag.failed(), false, 'a call that was in flight reports nothing new');
    assert.equal(flag.mayCall(), false);
  });

  it('allows one call after each pause, and doubles the pause each time', () => {
    const { clock, flag } = flagWithClock();
    failThrice(flag);
    const calledAt: number[] = [];
    for (clock.now = 0; clock.now < 2000; clock.now += 10) {
      if (flag.mayCall()) {
        calledAt.push(clock.now);
        flag.failed();
      }
    }
    assert.deepEqual(calledAt, [100, 300, 700, 1100, 1500, 1900]);
  });

  it('is reset by the first success, which is reported', () => {
    const { clock, flag } = flagWithClock();
    failThrice(flag);
    clock.now = 100;
    assert.ok(flag.mayCall());
    assert.equal(flag.succeeded(), true);
    assert.equal(flag.succeeded(), false);
    assert.equal(flag.isAway, false);
    failThrice(flag);
    clock.now = 200;
    assert.ok(flag.mayCall(), 'the pause starts from its initial length again');
  });
});
