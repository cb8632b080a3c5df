import { eachEntityField, keepEntityFields } from './entity-fields.ts';
import type { FetchDraft } from './join-fetches.ts';
import { neededFor, onlyNeeded } from './required-selections.ts';
import type { TypeIndex } from './type-index.ts';

/**
 * The fields of a fetch, apart by what they require: a fetch each, for objects that lack what some of them require. One
 * missing value then takes away only the fields that cannot do without it. Empty when all fields require the same.
 */
export function splitByRequirement(draft: FetchDraft, types: TypeIndex): FetchDraft[] {
  const { document, node } = draft;
  const { requires } = node;
  if (requires === undefined) return [];
  const requirementOf = new Map<string, string>();
  const typesOf = new Map<string, Set<string>>();
  eachEntityField(document, (field, type) => {
    const requirement = types.requirementOf(type, field.name.value, node.serviceName) ?? '';
    requirementOf.set(`${type}.${field.alias?.value ?? field.name.value}`, requirement);
    typesOf.set(requirement, (typesOf.get(requirement) ?? new Set()).add(type));
  });
  const requirements = [...new Set(requirementOf.values())];
  if (requirements.length < 2) return [];
  return requirements.map((requirement) => {
    const owners = [...(typesOf.get(requirement) ?? [])];
    const needed = owners.map((type) => neededFor(type, requirement, node.serviceName, types));
    return {
      ...draft,
      detours: [],
      document: keepEntityFields(document, (key) => requirementOf.get(key) === requirement),
      node: { ...node, requires: onlyNeeded(requires, needed, types) },
    };
  });
}
