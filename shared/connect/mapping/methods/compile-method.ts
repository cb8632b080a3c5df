import { nearest } from '../../../core/runtime/nearest.ts';
import type { Evaluate } from '../evaluate.ts';
import { MappingError } from '../mapping-error.ts';
import type { Expression, Step } from '../syntax.ts';
import { listMethods } from './list-methods.ts';
import { logicMethods } from './logic-methods.ts';
import { match, pairOf } from './match-method.ts';
import type { Method } from './method.ts';
import { textMethods } from './text-methods.ts';

const methods: ReadonlyMap<string, Method> = new Map(
  Object.entries<Method>({ ...textMethods, ...listMethods, ...logicMethods, match }),
);

/** The names of all supported methods. */
export const methodNames: readonly string[] = [...methods.keys()];

/** Methods of the specification that are not supported. */
const unsupported = new Set([
  'as',
  'add',
  'sub',
  'mul',
  'div',
  'mod',
  'keysToCamelCase',
  'keysToCamelCaseDeep',
]);

/** Compiles a method call. Throws a `MappingError` for an unknown method and for a wrong number of arguments. */
export function compileMethod(
  { name, args = [], offset }: Extract<Step, { kind: 'method' }>,
  compileExpression: (expression: Expression) => Evaluate,
): Evaluate {
  const method = methods.get(name);
  if (method === undefined) {
    const why = unsupported.has(name)
      ? `the method ->${name} is not supported`
      : `unknown method ->${name}${nearest(name, methodNames, (meant) => `->${meant}`)}`;
    throw new MappingError(offset, why);
  }
  const [least, most] = method.arity;
  if (args.length < least || args.length > most) {
    throw new MappingError(offset, `->${name} takes ${arityText(least, most)}, found ${args.length}`);
  }
  if (method === match && args.some((arg) => pairOf(arg) === undefined)) {
    throw new MappingError(offset, '->match takes pairs: ->match([candidate, result], [@, otherwise])');
  }
  return method.compile(args, compileExpression);
}

function arityText(least: number, most: number): string {
  if (most === 0) return 'no arguments';
  if (most === Number.POSITIVE_INFINITY)
    return `at least ${least === 1 ? '1 argument' : `${least} arguments`}`;
  if (least === most) return least === 1 ? '1 argument' : `${least} arguments`;
  return `${least} to ${most} arguments`;
}
