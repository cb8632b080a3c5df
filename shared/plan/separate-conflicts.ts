import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { eachEntityField, keepEntityFields } from './entity-fields.ts';
import type { ParsedFetch } from './parsed-fetch.ts';
import type { FixedField } from './required-fields.ts';
import { neededFor, onlyNeeded } from './required-selections.ts';
import type { TypeIndex } from './type-index.ts';

/** The fixed fields that some of a fetch's fields require together; no two of them are one field to the subgraph. */
type Requirement = Map<string, string>;

/**
 * Makes several fetches of one whose fields require the same field with different arguments: a representation has room
 * for one of them only.
 */
export function separateConflicts(
  fetches: readonly ParsedFetch[],
  fixedFields: ReadonlyMap<string, FixedField>,
  types: TypeIndex,
): ParsedFetch[] {
  if (fixedFields.size === 0) return [...fetches];
  const parts = fetches.map((fetch) => separate(fetch, fixedFields, types));
  let next = 0;
  const numbers = parts.map((group) => group.map(() => next++));
  return parts.flatMap((group) =>
    group.map((fetch) => ({ ...fetch, before: fetch.before.flatMap((index) => numbers[index] ?? []) })),
  );
}

function separate(
  fetch: ParsedFetch,
  fixedFields: ReadonlyMap<string, FixedField>,
  types: TypeIndex,
): ParsedFetch[] {
  const { requires, serviceName } = fetch.node;
  if (requires === undefined) return [fetch];
  const groups: Requirement[] = [new Map()];
  const groupOf = new Map<string, number>();
  const needed: QueryPlanSelectionNode[][] = [[]];
  eachEntityField(fetch.document, (field, type) => {
    const requirement = types.requirementOf(type, field.name.value, serviceName) ?? '';
    const fixed = (requirement.match(/\w+/g) ?? []).filter((name) => fixedFields.has(name));
    const fits = (group: Requirement): boolean =>
      fixed.every((name) => (group.get(baseOf(name)) ?? name) === name);
    let index = groups.findIndex(fits);
    if (index === -1) {
      index = groups.push(new Map()) - 1;
      needed.push([]);
    }
    needed[index]?.push(neededFor(type, requirement, serviceName, types));
    for (const name of fixed) groups[index]?.set(baseOf(name), name);
    groupOf.set(`${type}.${field.alias?.value ?? field.name.value}`, index);
  });
  if (groups.length === 1) return [fetch];
  return groups.map((_group, index) => ({
    ...fetch,
    isSeparated: true,
    document: keepEntityFields(fetch.document, (key) => groupOf.get(key) === index),
    node: { ...fetch.node, requires: onlyNeeded(requires, needed[index] ?? [], types) },
  }));

  function baseOf(name: string): string {
    return fixedFields.get(name)?.name ?? name;
  }
}
