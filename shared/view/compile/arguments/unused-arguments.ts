import { nearest } from '../../../core/runtime/nearest.ts';
import { findDirective, placeOfArgument, textOf } from '../declarations/declarations.ts';
import type { FieldContext } from '../fields/field-context.ts';
import type { ResolvedStep } from '../fields/resolve-path.ts';
import type { OwnArgument } from './own-arguments.ts';

/** Own arguments that no step takes, or several. `takers`: of those that the path does not name. */
export function reportUnused(
  context: FieldContext,
  own: readonly OwnArgument[],
  takers: ReadonlyMap<string, readonly ResolvedStep[]>,
  isArgumentComputed: boolean,
): void {
  const { scope, declared } = context;
  const isForFunction = isArgumentComputed || findDirective(declared, 'compute') !== undefined;
  const cap = findDirective(declared, 'cap');
  for (const { name, place } of own) {
    const taking = takers.get(name);
    if (taking === undefined || taking.length === 1) continue;
    if (taking.length > 1) {
      const names = taking.map((step) => step.name).join(' and ');
      scope.problems.report(place, `${names} have an argument ${name}; say in the path which gets $${name}`);
    } else if (isForFunction) {
      if (cap === undefined || textOf(cap, 'arg') !== name) continue;
      const message = `@cap holds for an argument of the graph; ${name} is only for a function`;
      scope.problems.report(placeOfArgument(cap, 'arg'), message);
    } else {
      scope.problems.report(
        place,
        `no field of the graph takes the argument ${name}${nearestOf(context, own, name)}`,
      );
    }
  }
}

/** Of the graph's arguments that nothing was said of yet. */
function nearestOf({ graphField }: FieldContext, own: readonly OwnArgument[], name: string): string {
  const others = (graphField?.args ?? []).filter(
    (argument) => !own.some((one) => one.name === argument.name),
  );
  return nearest(
    name,
    others.map((argument) => argument.name),
  );
}
