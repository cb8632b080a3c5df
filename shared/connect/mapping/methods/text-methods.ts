import { stringifyJson } from '../../../core/json/exact-json.ts';
import { parseJson } from '../../response/parse-json.ts';
import { scalarText } from '../value.ts';
import { type Method, ofValue, ofValueAndArgument } from './method.ts';

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const trim = ofValue((value) => text(value)?.trim());
const trimStart = ofValue((value) => text(value)?.trimStart());
const trimEnd = ofValue((value) => text(value)?.trimEnd());

const toText = ofValue((value) => scalarText(value));

const jsonStringify = ofValue((value) => stringifyJson(value));

const jsonParse = ofValue((value) => {
  const source = text(value);
  if (source === undefined) return undefined;
  try {
    return parseJson(source);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
});

const split: Method = {
  arity: [1, 2],
  compile: (args, compileExpression) => {
    const [separator, limit] = args.map(compileExpression);
    return (at, dollar, variables) => {
      const by = separator?.(at, dollar, variables);
      const maxParts = limit?.(at, dollar, variables);
      if (typeof at !== 'string' || typeof by !== 'string') return undefined;
      if (maxParts !== undefined && !(Number.isInteger(maxParts) && Number(maxParts) >= 0)) return undefined;
      const parts = by === '' ? Array.from(at) : at.split(by);
      return maxParts === undefined ? parts : parts.slice(0, Number(maxParts));
    };
  },
};

const digits = '0123456789abcdefghijklmnopqrstuvwxyz';

const parseInteger: Method = {
  arity: [0, 1],
  compile: (args, compileExpression) => {
    const [base] = args.map(compileExpression);
    return (at, dollar, variables) => {
      if (typeof at === 'number') return parseDigits(String(Math.trunc(at)), 10);
      const radix = base === undefined ? 10 : base(at, dollar, variables);
      return typeof at === 'string' && typeof radix === 'number' ? parseDigits(at, radix) : undefined;
    };
  },
};

/** Parses text that consists of digits only, unlike JavaScript's `parseInt`. */
function parseDigits(source: string, radix: number): number | undefined {
  if (!Number.isInteger(radix) || radix < 2 || radix > 36) return undefined;
  const body = source.replace(/^[+-]/, '').toLowerCase();
  const allowed = digits.slice(0, radix);
  if (body === '' || Array.from(body).some((digit) => !allowed.includes(digit))) return undefined;
  const value = Number.parseInt(source, radix);
  return Number.isSafeInteger(value) ? value : undefined;
}

const echo = ofValueAndArgument((_value, argument) => argument);

/** Methods of strings, conversions, and `echo`. */
export const textMethods = {
  trim,
  trimStart,
  trimEnd,
  split,
  toString: toText,
  parseInt: parseInteger,
  jsonStringify,
  jsonParse,
  echo,
};
