import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { type DocumentNode, type FieldNode, visit } from 'graphql';
import type { PlacedFetch } from './place-fetches.ts';
import type { FixedField } from './required-fields.ts';
import type { TypeIndex } from './type-index.ts';

/** A fetch with its operation. */
export interface ParsedFetch extends PlacedFetch {
  readonly document: DocumentNode;
  /** Parted from another fetch about the same objects, because both do not fit into one. */
  readonly isSeparated?: boolean;
}

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
  const { requires } = fetch.node;
  if (requires === undefined) return [fetch];
  const groups: Requirement[] = [new Map()];
  const groupOf = new Map<string, number>();
  eachEntityField(fetch.document, (field, type) => {
    const requirement = types.requirementOf(type, field.name.value, fetch.node.serviceName) ?? '';
    const fixed = (requirement.match(/\w+/g) ?? []).filter((name) => fixedFields.has(name));
    const fits = (group: Requirement): boolean =>
      fixed.every((name) => (group.get(baseOf(name)) ?? name) === name);
    let index = groups.findIndex(fits);
    if (index === -1) index = groups.push(new Map()) - 1;
    for (const name of fixed) groups[index]?.set(baseOf(name), name);
    groupOf.set(`${type}.${field.alias?.value ?? field.name.value}`, index);
  });
  if (groups.length === 1) return [fetch];
  return groups.map((group, index) => ({
    ...fetch,
    isSeparated: true,
    document: keepEntityFields(fetch.document, (key) => groupOf.get(key) === index),
    node: { ...fetch.node, requires: withoutOthers(requires, group) },
  }));

  function baseOf(name: string): string {
    return fixedFields.get(name)?.name ?? name;
  }

  function withoutOthers(
    selections: readonly QueryPlanSelectionNode[],
    group: Requirement,
  ): QueryPlanSelectionNode[] {
    return selections
      .filter(
        (node) =>
          node.kind !== 'Field' || !fixedFields.has(node.name) || group.get(baseOf(node.name)) === node.name,
      )
      .map((node) =>
        node.selections ? { ...node, selections: withoutOthers(node.selections, group) } : node,
      );
  }
}

/** The fields directly below `_entities`, with the type of the fragment that they stand in. */
function eachEntityField(document: DocumentNode, see: (field: FieldNode, type: string) => void): void {
  keepEntityFields(document, (_key, field, type) => {
    see(field, type);
    return true;
  });
}

function keepEntityFields(
  document: DocumentNode,
  keep: (key: string, field: FieldNode, type: string) => boolean,
): DocumentNode {
  const typeStack: string[] = [];
  let depth = 0;
  return visit(document, {
    InlineFragment: {
      enter: (node) => void typeStack.push(node.typeCondition?.name.value ?? typeStack.at(-1) ?? ''),
      leave: (node) => {
        typeStack.pop();
        return node.selectionSet.selections.length === 0 ? null : undefined;
      },
    },
    Field: {
      enter(node) {
        depth += 1;
        if (depth !== 2) return undefined;
        const type = typeStack.at(-1) ?? '';
        if (keep(`${type}.${node.alias?.value ?? node.name.value}`, node, type)) return undefined;
        depth -= 1;
        return null;
      },
      leave: () => {
        depth -= 1;
      },
    },
  });
}
