import { nearest } from '../../../core/runtime/nearest.ts';
import { argumentLocation, findDirective, textOf } from '../declarations/declarations.ts';
import type { FieldContext } from '../fields/field-context.ts';
import type { ResolvedStep } from '../fields/resolve-path.ts';
import type { OwnArgument } from './own-arguments.ts';

/**
 * Reports own arguments that no step receives, or several. `receivers`: the steps of each argument that the path does not
 * name.
 */
export function reportUnused(
  context: FieldContext,
  own: readonly OwnArgument[],
  receivers: ReadonlyMap<string, readonly ResolvedStep[]>,
  isArgumentComputed: boolean,
): void {
  const { scope, declared } = context;
  const isForFunction = isArgumentComputed || findDirective(declared, 'compute') !== undefined;
  const cap = findDirective(declared, 'cap');
  for (const { name, location } of own) {
    const receiving = receivers.get(name);
    if (receiving === undefined || receiving.length === 1) continue;
    if (receiving.length > 1) {
      const names = receiving.map((step) => step.name).join(' and ');
      scope.problems.report(
        location,
        `${names} have an argument ${name}; write in the path which of them receives $${name}`,
      );
    } else if (isForFunction) {
      if (cap === undefined || textOf(cap, 'arg') !== name) continue;
      const message = `@cap needs an argument of the graph; ${name} is only passed to a function`;
      scope.problems.report(argumentLocation(cap, 'arg'), message);
    } else {
      scope.problems.report(
        location,
        `no field of the graph takes the argument ${name}${nearestOf(context, own, name)}`,
      );
    }
  }
}

/** A hint from the graph's arguments that are not declared. */
function nearestOf({ graphField }: FieldContext, own: readonly OwnArgument[], name: string): string {
  const others = (graphField?.args ?? []).filter(
    (argument) => !own.some((one) => one.name === argument.name),
  );
  return nearest(
    name,
    others.map((argument) => argument.name),
  );
}
