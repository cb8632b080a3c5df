import type { RoundingMode, ValueOperation } from '../view.ts';
import type { ValueFunction } from './value-function.ts';

/**
 * Rounds numbers to at most `digits` (-3 to 15) decimals. It rounds the shortest decimal that represents the number, as
 * written in JSON: 1.005 is exactly between 1 and 1.01. DOWN rounds towards zero, UP away from it; HALF_UP rounds halves away
 * from zero. Numbers that are not finite are unchanged.
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

/** The distance of the scaled number from a half or a whole within which its inexactness could decide. */
const unsure = 1e-4;
const maxSureScaled = 2 ** 32;

/** Rounds by arithmetic; `undefined` if the result could be wrong. */
function roundNear(size: number, digits: number, mode: RoundingMode): number | undefined {
  const power = 10 ** Math.abs(digits);
  const scaled = digits < 0 ? size / power : size * power;
  const whole = Math.floor(scaled);
  const rest = scaled - whole;
  if (scaled > maxSureScaled || rest < unsure || rest > 1 - unsure || Math.abs(rest - 0.5) < unsure) {
    return undefined;
  }
  const steps = mode === 'UP' || (mode !== 'DOWN' && rest > 0.5) ? whole + 1 : whole;
  // Both are integers and exact, so the quotient is the double nearest to the decimal.
  return digits < 0 ? steps * power : steps / power;
}

/** Rounds the decimal digits. */
function roundDecimal(size: number, digits: number, mode: RoundingMode): number {
  const [mantissa = '', exponent = ''] = size.toExponential().split('e');
  const decimals = mantissa.replace('.', '');
  const digitCount = Number(exponent) + 1 + digits;
  if (digitCount >= decimals.length) return size;
  const whole = BigInt(digitCount > 0 ? decimals.slice(0, digitCount) : '0');
  const steps = goesUp(decimals, digitCount, whole, mode) ? whole + 1n : whole;
  return Number(`${steps}e${-digits}`);
}

/** `digitCount`: the number of digits that remain; below 0 if only zeros are between the rounded position and the first digit. */
function goesUp(decimals: string, digitCount: number, whole: bigint, mode: RoundingMode): boolean {
  const rest = digitCount < 0 ? '0' : decimals.slice(digitCount);
  const first = rest.charAt(0);
  switch (mode) {
    case 'DOWN':
      return false;
    case 'UP':
      return /[1-9]/.test(decimals.slice(Math.max(digitCount, 0)));
    case 'HALF_UP':
      return first >= '5';
    case 'HALF_EVEN':
      return first > '5' || (first === '5' && (/[1-9]/.test(rest.slice(1)) || whole % 2n === 1n));
  }
}
