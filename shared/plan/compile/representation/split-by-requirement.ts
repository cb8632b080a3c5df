import type { FetchDraft } from '../../fetches/fetch-draft.ts';
import type { FieldSet } from '../../model/supergraph-model.ts';
import type { TypeIndex } from '../../model/type-index.ts';
import { eachEntityField, keepEntityFields } from '../document/entity-fields.ts';
import { neededFor, onlyNeeded } from './required-selections.ts';

/**
 * Divides the fields of a fetch by what they require, into one fetch for each requirement. They replace the fetch for objects
 * that lack a required value, so that only the fields that require it are missing. Empty if all fields require the same.
 */
export function splitByRequirement(draft: FetchDraft, types: TypeIndex): FetchDraft[] {
  const { document, requires, subgraph } = draft;
  if (requires === undefined) return [];
  const requirementOf = new Map<string, FieldSet | undefined>();
  const typesOf = new Map<FieldSet | undefined, Set<string>>();
  eachEntityField(document, (field, type) => {
    const requirement = types.requirementOf(type, field.name.value, subgraph);
    requirementOf.set(`${type}.${field.alias?.value ?? field.name.value}`, requirement);
    typesOf.set(requirement, (typesOf.get(requirement) ?? new Set()).add(type));
  });
  const requirements = [...new Set(requirementOf.values())];
  if (requirements.length < 2) return [];
  return requirements.map((requirement) => {
    const owners = [...(typesOf.get(requirement) ?? [])];
    const needed = owners.map((type) => neededFor(type, requirement, subgraph, types));
    return {
      ...draft,
      conversions: [],
      document: keepEntityFields(document, (key) => requirementOf.get(key) === requirement),
      requires: onlyNeeded(requires, needed, types),
    };
  });
}
