import { equal, isArray, type Value } from '../value.ts';
import { type Method, ofValue, ofValueAndArgument } from './method.ts';

const eq = ofValueAndArgument((value, other) => equal(value, other));
const ne = ofValueAndArgument((value, other) => !equal(value, other));

const gt = comparison((left, right) => left > right);
const gte = comparison((left, right) => left >= right);
const lt = comparison((left, right) => left < right);
const lte = comparison((left, right) => left <= right);

/** Compares two numbers or two strings. Other values cannot be compared and have no result. */
function comparison(compare: <T extends number | bigint | string>(left: T, right: T) => boolean): Method {
  return ofValueAndArgument((value, other) => {
    if (isNumeric(value) && isNumeric(other)) return compare(value, other);
    if (typeof value === 'string' && typeof other === 'string') return compare(value, other);
    return undefined;
  });
}

function isNumeric(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

const contains = ofValueAndArgument((value, element) =>
  isArray(value) ? value.some((candidate) => equal(candidate, element)) : undefined,
);

const isIn = ofValueAndArgument((value, list) =>
  isArray(list) ? list.some((candidate) => equal(candidate, value)) : undefined,
);

const not = ofValue((value) => (typeof value === 'boolean' ? !value : undefined));

const and = junction(false);
const or = junction(true);

/** Stops at the first operand that equals `decisive`. Ignores operands that are not booleans. A missing one has no result. */
function junction(decisive: boolean): Method {
  return {
    arity: [1, Number.POSITIVE_INFINITY],
    compile: (args, compileExpression) => {
      const operands = args.map(compileExpression);
      return (at, dollar, variables) => {
        if (typeof at !== 'boolean') return undefined;
        if (at === decisive) return decisive;
        for (const operand of operands) {
          const value: Value = operand(at, dollar, variables);
          if (value === undefined) return undefined;
          if (value === decisive) return decisive;
        }
        return !decisive;
      };
    },
  };
}

/** Methods that compare values and combine booleans. */
export const logicMethods = { eq, ne, gt, gte, lt, lte, contains, in: isIn, not, and, or };
