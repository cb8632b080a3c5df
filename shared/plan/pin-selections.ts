import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { type ASTNode, type FieldNode, Kind, parse, print, stripIgnoredCharacters, visit } from 'graphql';
import { placeFetches } from './place-fetches.ts';
import { withFetchesReplaced } from './transplant.ts';

/** The names of fields by those of their pinned forms. */
export type PinnedNames = ReadonlyMap<string, string>;

/** `names`: of the pinned forms, by those of the fields. The response key stays. */
export function pinField(field: FieldNode, names: ReadonlyMap<string, string>): FieldNode {
  const value = names.get(field.name.value) ?? field.name.value;
  return { ...field, alias: field.alias ?? field.name, name: { kind: Kind.NAME, value } };
}

/** Selections of a pinned field become ones of the field itself. */
export function unpinFields<Node extends ASTNode>(node: Node, names: PinnedNames): Node {
  return visit(node, {
    Field: {
      leave(field): FieldNode | undefined {
        const name = names.get(field.name.value);
        if (name === undefined) return undefined;
        const { alias, ...rest } = field;
        const key = (alias ?? field.name).value;
        return {
          ...rest,
          name: { kind: Kind.NAME, value: name },
          ...(key !== name && { alias: { kind: Kind.NAME, value: key } }),
        };
      },
    },
  });
}

export function unpinPlan(node: PlanNode, names: PinnedNames): PlanNode {
  const replaced = new Map<FetchNode, FetchNode>();
  for (const { node: fetch } of placeFetches(node)) {
    const document = parse(fetch.operation, { noLocation: true });
    const unpinned = unpinFields(document, names);
    if (unpinned !== document)
      replaced.set(fetch, { ...fetch, operation: stripIgnoredCharacters(print(unpinned)) });
  }
  return replaced.size === 0 ? node : withFetchesReplaced(node, replaced);
}
