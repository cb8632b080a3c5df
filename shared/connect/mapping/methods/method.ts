import type { Evaluate } from '../evaluate.ts';
import type { Expression } from '../syntax.ts';

/** An arrow method: its arity and its compiler. */
export interface Method {
  /** The minimum and maximum number of arguments. */
  readonly arity: readonly [number, number];
  /** Receives a number of arguments that `arity` allows. A result of undefined is no result. */
  readonly compile: (
    args: readonly Expression[],
    compileExpression: (expression: Expression) => Evaluate,
  ) => Evaluate;
}

/** Creates a method without arguments. */
export function ofValue(apply: (value: unknown) => unknown): Method {
  return { arity: [0, 0], compile: () => apply };
}

/** Creates a method with one argument, which must have a value. */
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
