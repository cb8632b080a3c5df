import { visit } from 'graphql';
import type { CompiledFetch, PlanFields } from '../../core/compiled-plan.ts';
import type { TypeIndex } from '../model/type-index.ts';

/** See `PlanFields`. Computed when data is missing for the first time, which most operations never have. */
export function buildPlanFields(fetches: readonly CompiledFetch[], types: TypeIndex): PlanFields {
  let names: ReadonlyMap<string, string> | undefined;
  const nameOf = (key: string): string => {
    names ??= readNames(fetches);
    return names.get(key) ?? key;
  };
  return {
    nameOf,
    keysOf(name) {
      names ??= readNames(fetches);
      const keys = [...names].flatMap(([key, field]) => (field === name ? [key] : []));
      return keys.includes(name) ? keys : [name, ...keys];
    },
    typeOf: (type, name) => types.typeOf(type, name),
    isSubtype: (type, condition) => types.isSubtype(type, condition),
    objectTypesOf: (type) => types.objectTypesOf(type),
    scalarKeysOf: (type) =>
      types
        .identitiesOf(type)
        .filter((key) => key.every((leaf) => leaf.length === 1))
        .map((key) => key.map(([name = '']) => name)),
  };
}

/** The fields whose keys differ from their names: by arguments, conflicts or rewrites. */
function readNames(fetches: readonly CompiledFetch[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const fetch of fetches) {
    visit(fetch.document, {
      Field({ alias, name }) {
        if (alias === undefined || alias.value === name.value) return;
        names.set(alias.value, name.value);
        const renamed = fetch.renamed.get(alias.value);
        if (renamed !== undefined && renamed !== name.value) names.set(renamed, name.value);
      },
    });
    if (fetch.entities !== undefined) {
      for (const [key, name] of readNames([...fetch.entities.otherwise, ...fetch.entities.detours]))
        names.set(key, name);
    }
  }
  return names;
}
