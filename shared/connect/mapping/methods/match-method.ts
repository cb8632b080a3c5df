import type { Expression } from '../syntax.ts';
import { equal } from '../value.ts';
import type { Method } from './method.ts';

/** `->match([candidate, result], …)` returns the result of the first candidate that equals the value. `[@, result]` always matches. */
export const match: Method = {
  arity: [1, Number.POSITIVE_INFINITY],
  compile: (args, compileExpression) => {
    const pairs = args.map((arg) => pairOf(arg)?.map(compileExpression));
    return (at, dollar, variables) => {
      for (const pair of pairs) {
        const candidate = pair?.[0]?.(at, dollar, variables);
        if (candidate !== undefined && equal(candidate, at)) return pair?.[1]?.(at, dollar, variables);
      }
      return undefined;
    };
  },
};

/** Returns a pair. Undefined for any other argument, for which the mapping is rejected. */
export function pairOf(arg: Expression): readonly Expression[] | undefined {
  return arg.kind === 'array' && arg.items.length === 2 ? arg.items : undefined;
}
