import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compileRound, roundNumber } from '../../../../shared/view/value/round.ts';
import type { RoundingMode } from '../../../../shared/view/view.ts';
import { english } from './presentation.ts';

const modes: readonly RoundingMode[] = ['HALF_EVEN', 'HALF_UP', 'DOWN', 'UP'];

/** The shortest decimal of a number, as `units / 10 ** scale`. */
function decimalOf(size: number): { units: bigint; scale: number } {
  const [, whole = '', decimals = '', exponent = '0'] =
    /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(size)) ?? [];
  const scale = decimals.length - Number(exponent);
  const units = BigInt(whole + decimals);
  return scale < 0 ? { units: units * 10n ** BigInt(-scale), scale: 0 } : { units, scale };
}

/** Rounds with integer arithmetic only. */
function oracle(value: number, digits: number, mode: RoundingMode): number {
  const { units, scale } = decimalOf(Math.abs(value));
  if (scale <= digits) return value;
  const step = 10n ** BigInt(scale - digits);
  const quotient = units / step;
  const twice = 2n * (units % step);
  const isUp =
    mode === 'UP'
      ? twice > 0n
      : mode === 'DOWN'
        ? false
        : mode === 'HALF_UP'
          ? twice >= step
          : twice > step || (twice === step && quotient % 2n === 1n);
  return (value < 0 ? -1 : 1) * Number(`${quotient + (isUp ? 1n : 0n)}e${-digits}`) + 0;
}

describe('@round', () => {
  for (const [value, digits, mode, expected] of [
    [1.005, 2, 'HALF_UP', 1.01],
    [1.005, 2, 'HALF_EVEN', 1],
    [2.675, 2, 'HALF_UP', 2.68],
    [2.675, 2, 'HALF_EVEN', 2.68],
    [2.5, 0, 'HALF_EVEN', 2],
    [-2.5, 0, 'HALF_UP', -3],
    [-2.41, 1, 'DOWN', -2.4],
    [-2.41, 1, 'UP', -2.5],
    [1250, -2, 'HALF_EVEN', 1200],
    [1250, -2, 'HALF_UP', 1300],
    [4.35, 1, 'HALF_EVEN', 4.4],
    [0.1 + 0.2, 15, 'HALF_EVEN', 0.3],
    [9.995, 2, 'HALF_UP', 10],
    [4.9e-324, 2, 'UP', 0.01],
    [1e21, 2, 'UP', 1e21],
  ] as const) {
    it(`${value} to ${digits} decimals, ${mode}, gives ${expected}`, () => {
      assert.equal(roundNumber(value, digits, mode), expected);
    });
  }

  it('never returns a negative zero', () => {
    for (const mode of ['HALF_EVEN', 'HALF_UP', 'DOWN'] as const) {
      assert.ok(Object.is(roundNumber(-0.4, 0, mode), 0));
    }
  });

  it('leaves non-finite numbers and other values unmodified', () => {
    const round = compileRound({ op: 'round', digits: 1, mode: 'HALF_EVEN' });
    for (const value of [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      null,
      '1.25',
      undefined,
    ]) {
      assert.ok(Object.is(round(value, english), value));
    }
    assert.equal(round(1.25, english), 1.2);
  });

  it('rounds the shortest decimal, and is idempotent', () => {
    const near = fc
      .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 0, max: 8 }))
      .map(([units, scale]) => Number(`${units}e${-scale}`));
    const value = fc.oneof(
      near,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.float({ noNaN: true, noDefaultInfinity: true }),
    );
    fc.assert(
      fc.property(
        value,
        fc.integer({ min: -3, max: 15 }),
        fc.constantFrom(...modes),
        (number, digits, mode) => {
          const rounded = roundNumber(number, digits, mode);
          assert.equal(rounded + 0, oracle(number, digits, mode) + 0);
          assert.equal(roundNumber(rounded, digits, mode), rounded);
        },
      ),
      { numRuns: 5000 },
    );
  });
});
