import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { parse, visit } from 'graphql';
import type { TypeIndex } from './type-index.ts';

/**
 * What a fetch requires of its objects when it asks for some of its fields only: the keys of their types, and what these
 * fields require.
 */
export function onlyNeeded(
  { requires = [], serviceName }: FetchNode,
  requirements: readonly string[],
  owners: Iterable<string>,
  types: TypeIndex,
): QueryPlanSelectionNode[] {
  const needed = new Set(['__typename', ...requirements.flatMap(namesAtTop)]);
  for (const type of owners) {
    for (const key of types.keysOf(type, serviceName)) for (const [name] of key) if (name) needed.add(name);
  }
  return filtered(requires);

  /** Fields at the top of fragments decide; what is below them goes with them. */
  function filtered(selections: readonly QueryPlanSelectionNode[]): QueryPlanSelectionNode[] {
    const kept: QueryPlanSelectionNode[] = [];
    for (const selection of selections) {
      if (selection.kind === 'InlineFragment')
        kept.push({ ...selection, selections: filtered(selection.selections) });
      else if (needed.has(selection.name)) kept.push(selection);
    }
    return kept;
  }
}

/** The fields that a `join__FieldSet` selects of the object itself, in fragments or not. */
export function namesAtTop(fieldSet: string): string[] {
  if (fieldSet === '') return [];
  const names: string[] = [];
  let depth = 0;
  visit(parse(`{ ${fieldSet} }`, { noLocation: true }), {
    Field: {
      enter: ({ name }) => {
        if (depth === 0) names.push(name.value);
        depth += 1;
      },
      leave: () => {
        depth -= 1;
      },
    },
  });
  return names;
}
