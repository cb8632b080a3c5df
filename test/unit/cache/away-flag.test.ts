import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AwayFlag } from '../../../shared/cache/away-flag.ts';

function flagWithClock() {
  const clock = { now: 0 };
  const flag = new AwayFlag({ failures: 3, awayMs: 100, maxAwayMs: 400, now: () => clock.now });
  return { clock, flag };
}

/** Lets the flag be set; returns what each failure told. */
function failThrice(flag: AwayFlag): boolean[] {
  return [flag.failed(), flag.failed(), flag.failed()];
}

describe('the away flag', () => {
  it('is set by failures one after another, and tells it once', () => {
    const { flag } = flagWithClock();
    flag.failed();
    flag.failed();
    flag.succeeded();
    assert.ok(flag.mayAsk());
    assert.deepEqual(failThrice(flag), [false, false, true]);
    assert.equal(flag.failed(), false, 'a call that was under way says nothing new');
    assert.equal(flag.mayAsk(), false);
  });

  it('lets one call through when its time is over, and waits longer after each', () => {
    const { clock, flag } = flagWithClock();
    failThrice(flag);
    const askedAt: number[] = [];
    for (clock.now = 0; clock.now < 2000; clock.now += 10) {
      if (flag.mayAsk()) {
        askedAt.push(clock.now);
        flag.failed();
      }
    }
    assert.deepEqual(askedAt, [100, 300, 700, 1100, 1500, 1900]);
  });

  it('ends with the first success, which is told', () => {
    const { clock, flag } = flagWithClock();
    failThrice(flag);
    clock.now = 100;
    assert.ok(flag.mayAsk());
    assert.equal(flag.succeeded(), true);
    assert.equal(flag.succeeded(), false);
    assert.equal(flag.isAway, false);
    failThrice(flag);
    clock.now = 200;
    assert.ok(flag.mayAsk(), 'the time begins anew');
  });
});
