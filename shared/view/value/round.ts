import type { RoundingMode, ValueOperation } from '../view.ts';
import type { ValueFunction } from './value-function.ts';

/**
 * Numbers with at most `digits` (-3 to 15) decimals. What is rounded is the shortest decimal that stands for the number,
 * as it is written in JSON: 1.005 is exactly between 1 and 1.01. DOWN is towards zero, UP away from it; halves go away from
 * zero with HALF_UP. What is not finite stays.
 */
export function compileRound({
  digits,
  mode,
}: Extract<ValueOperation, { readonly op: 'round' }>): ValueFunction {
  return (value) => (typeof value === 'number' ? roundNumber(value, digits, mode) : value);
}

export function roundNumber(value: number, digits: number, mode: RoundingMode): number {
  if (!Number.isFinite(value) || (digits >= 0 && Number.isInteger(value))) return value;
  const size = Math.abs(value);
  const rounded = roundNear(size, digits, mode) ?? roundDecimal(size, digits, mode);
  return value < 0 && rounded !== 0 ? -rounded : rounded;
}

/** Where the scaled number is so near to a half or to a whole that its own inexactness may decide. */
const unsure = 1e-4;
const maxSureScaled = 2 ** 32;

/** By arithmetic, or `undefined` where that may be wrong. */
function roundNear(size: number, digits: number, mode: RoundingMode): number | undefined {
  const power = 10 ** Math.abs(digits);
  const scaled = digits < 0 ? size / power : size * power;
  const whole = Math.floor(scaled);
  const rest = scaled - whole;
  if (scaled > maxSureScaled || rest < unsure || rest > 1 - unsure || Math.abs(rest - 0.5) < unsure) {
    return undefined;
  }
  const steps = mode === 'UP' || (mode !== 'DOWN' && rest > 0.5) ? whole + 1 : whole;
  // Both are whole and exact, so that the quotient is the number nearest to the decimal.
  return digits < 0 ? steps * power : steps / power;
}

/** Digit by digit. */
function roundDecimal(size: number, digits: number, mode: RoundingMode): number {
  const [mantissa = '', exponent = ''] = size.toExponential().split('e');
  const decimals = mantissa.replace('.', '');
  const kept = Number(exponent) + 1 + digits;
  if (kept >= decimals.length) return size;
  const whole = BigInt(kept > 0 ? decimals.slice(0, kept) : '0');
  const steps = goesUp(decimals, kept, whole, mode) ? whole + 1n : whole;
  return Number(`${steps}e${-digits}`);
}

/** `kept`: how many of the digits stay; below 0, nothing but zeros is between the point of rounding and the first. */
function goesUp(decimals: string, kept: number, whole: bigint, mode: RoundingMode): boolean {
  const rest = kept < 0 ? '0' : decimals.slice(kept);
  const first = rest.charAt(0);
  switch (mode) {
    case 'DOWN':
      return false;
    case 'UP':
      return /[1-9]/.test(decimals.slice(Math.max(kept, 0)));
    case 'HALF_UP':
      return first >= '5';
    case 'HALF_EVEN':
      return first > '5' || (first === '5' && (/[1-9]/.test(rest.slice(1)) || whole % 2n === 1n));
  }
}
