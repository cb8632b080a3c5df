import { errorTable } from '../../core/errors.ts';
import { isCondition } from '../../core/graphql/conditions.ts';
import type { ClientOperation } from '../../core/graphql/read-operation.ts';
import { type FieldFilter, visitFields } from '../../core/graphql/visit-fields.ts';
import type { PlannedOperation } from '../../core/planner.ts';
import type { ExecutionError } from '../errors/failures.ts';

/**
 * Returns an error for each field that a plan does not fetch. The planner silently omits a root field when no subgraph can
 * resolve the fields selected below it; a client must not mistake that for a null.
 */
export function unresolvableFields(
  { definition, fragments }: ClientOperation,
  { plan: { fetches }, keyOf, unplanned }: PlannedOperation,
): ExecutionError[] {
  const planned = new Set(fetches.flatMap(({ path, brings }) => (path.length === 0 ? brings : [])));
  const missing = new Set<string>();
  const filter: FieldFilter = {
    fragments,
    // The planner does not plan selections that `@skip` and `@include` decide with a constant either.
    isIncluded: ({ directives }) => directives?.some(isCondition) !== true,
  };
  visitFields([definition.selectionSet], undefined, filter, (field) => {
    if (!field.name.value.startsWith('__') && !planned.has(keyOf(field))) missing.add(keyOf(field));
  });
  const code = 'QUERY_PLANNING_FAILED';
  return [...[...missing].map((key) => [key]), ...unplanned].map((path) => ({
    message: errorTable[code].message,
    path,
    extensions: { code },
  }));
}
