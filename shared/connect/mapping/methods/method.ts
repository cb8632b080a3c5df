import type { Evaluate } from '../evaluate.ts';
import type { Expression } from '../syntax.ts';

/** One arrow method: what it takes and how a call of it is compiled. */
export interface Method {
  /** The fewest and the most arguments. */
  readonly arity: readonly [number, number];
  /** Gets as many arguments as `arity` allows. A result of undefined is no result. */
  readonly compile: (
    args: readonly Expression[],
    compileExpression: (expression: Expression) => Evaluate,
  ) => Evaluate;
}

/** A method of the value alone. */
export function ofValue(apply: (value: unknown) => unknown): Method {
  return { arity: [0, 0], compile: () => apply };
}

/** A method of the value and one argument, which must give something. */
export function ofValueAndArgument(apply: (value: unknown, argument: unknown) => unknown): Method {
  return {
    arity: [1, 1],
    compile: (args, compileExpression) => {
      const [argument] = args.map(compileExpression);
      return (at, dollar, variables) => {
        const value = argument?.(at, dollar, variables);
        return value === undefined ? undefined : apply(at, value);
      };
    },
  };
}
