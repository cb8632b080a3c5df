import { nearest } from '../../../core/runtime/nearest.ts';
import { argumentLocation, textOf } from '../declarations/declarations.ts';
import { coordinateOf, type FieldContext, useFunction } from '../fields/field-context.ts';
import type { ResolvedStep } from '../fields/resolve-path.ts';

/** Reads `@argument`: the function that computes each argument of the last step. */
export function readComputedArguments(
  context: FieldContext,
  last: ResolvedStep | undefined,
): ReadonlyMap<string, string> {
  const { declared, scope } = context;
  const found = new Map<string, string>();
  for (const use of declared?.directives ?? []) {
    const name = textOf(use, 'name');
    const fn = textOf(use, 'fn');
    if (use.name !== 'argument' || name === undefined || fn === undefined) continue;
    const location = argumentLocation(use, 'name');
    const known = (last?.field?.args ?? []).map((argument) => argument.name);
    if (last === undefined) {
      scope.problems.report(
        use.location,
        `@argument needs a field of the graph that ${coordinateOf(context)} is read from`,
      );
    } else if (!known.includes(name)) {
      const hint = nearest(name, known);
      scope.problems.report(location, `${last.type.name}.${last.name} has no argument ${name}${hint}`);
    } else if (last.given.some((one) => one.name.value === name) || found.has(name)) {
      scope.problems.report(location, `the argument ${name} already has a value`);
    } else found.set(name, fn);
    useFunction(context, fn, argumentLocation(use, 'fn'));
  }
  return found;
}
