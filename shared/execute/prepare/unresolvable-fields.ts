import { type DirectiveNode, Kind, type SelectionSetNode } from 'graphql';
import { errorTable } from '../../core/errors.ts';
import type { ClientOperation } from '../../core/graphql/read-operation.ts';
import type { PlannedOperation } from '../../core/planner.ts';
import type { ExecutionError } from '../errors/error-collector.ts';

/**
 * The fields that a plan does not fetch. The planner leaves a root field out without a word when no subgraph can resolve
 * what is selected below it; a client must not take that for a null.
 */
export function unresolvableFields(
  { definition, fragments }: ClientOperation,
  { plan: { fetches }, keyOf, unplanned }: PlannedOperation,
): ExecutionError[] {
  const planned = new Set(fetches.flatMap(({ path, brings }) => (path.length === 0 ? brings : [])));
  const missing = new Set<string>();
  // Each fragment once: they may spread each other so that following every spread takes exponential time.
  const visited = new Set<string>();
  collect(definition.selectionSet);
  const code = 'QUERY_PLANNING_FAILED';
  return [...[...missing].map((key) => [key]), ...unplanned].map((path) => ({
    message: errorTable[code].message,
    path,
    extensions: { code },
  }));

  function collect({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      // What `@skip` and `@include` decide with a constant is not planned either.
      if (selection.directives?.some(isCondition)) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (visited.has(selection.name.value)) continue;
        visited.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined) collect(fragment.selectionSet);
      } else if (!selection.name.value.startsWith('__') && !planned.has(keyOf(selection))) {
        missing.add(keyOf(selection));
      }
    }
  }
}

function isCondition({ name: { value } }: DirectiveNode): boolean {
  return value === 'skip' || value === 'include';
}
