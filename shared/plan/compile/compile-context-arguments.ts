import type { ContextArgument } from '../../core/compiled-plan.ts';
import { isDataObject, own } from '../../core/json/data-object.ts';
import type { KeyRenamer } from '../fetches/fetch-draft.ts';
import type { TypeIndex } from '../model/type-index.ts';

const up = '..';
const typeStep = '... on ';

/**
 * Arguments that come from an enclosing object. The path of a rewrite leads to the value: `..` climbs one object, `... on T`
 * requires its type, a name reads a field.
 */
export function compileContextArguments(
  rewrites: readonly KeyRenamer[],
  types: TypeIndex,
): ContextArgument[] {
  return rewrites.map(({ path, renameKeyTo }) => ({
    variable: renameKeyTo,
    up: path.filter((step) => step === up).length,
    read: compileRead(
      path.filter((step) => step !== up),
      types,
    ),
  }));
}

function compileRead(steps: readonly string[], types: TypeIndex): (object: object) => unknown {
  return (object) => {
    let value: unknown = object;
    for (const step of steps) {
      if (!isDataObject(value)) return undefined;
      if (!step.startsWith(typeStep)) {
        value = own(value, step);
        continue;
      }
      const type = own(value, '__typename');
      if (typeof type !== 'string' || !types.isSubtype(type, step.slice(typeStep.length))) return undefined;
    }
    return value;
  };
}
