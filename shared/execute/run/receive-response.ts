import type { CompiledFetch } from '../../core/compiled-plan.ts';
import type { Degradation, SubgraphCall } from '../../core/degradation.ts';
import { isDataObject, own } from '../../core/json/data-object.ts';
import type { SubgraphError, SubgraphResponse } from '../../core/upstream-calls.ts';
import type { Receive } from './calls.ts';
import { type EntityResults, readEntities } from './read-entities.ts';

/** Rewrites data and paths of errors to the keys of the merged data, where the planner had to use other keys. */
export function canonicalResponse(fetch: CompiledFetch, response: SubgraphResponse): SubgraphResponse {
  const { entities, renamed, rewrite } = fetch;
  const { data, errors = [] } = response;
  if (isDataObject(data)) rewrite(entities === undefined ? data : own(data, '_entities'));
  if (errors.length === 0 || renamed.size === 0) return response;
  return { ...response, errors: errors.map((error) => canonicalError(error, renamed)) };
}

function canonicalError(error: SubgraphError, renamed: CompiledFetch['renamed']): SubgraphError {
  const { path } = error;
  return path === undefined
    ? error
    : { ...error, path: path.map((step) => renamed.get(String(step)) ?? step) };
}

/**
 * Returns a receiver that makes the response canonical and records its results; undefined if none of them is recorded, which
 * is the common case. `representations`: undefined for root fields.
 */
export function receiverOf(
  call: SubgraphCall,
  representations: readonly string[] | undefined,
  degradation: Degradation,
): Receive | undefined {
  const { fetch } = call;
  const record = fetch.isMutation ? undefined : degradation.recorderOf(call);
  if (record === undefined) return undefined;
  return (received) => {
    const response = canonicalResponse(fetch, received);
    const { data, errors = [] } = response;
    if (representations === undefined) {
      if (isDataObject(data)) record({ representation: undefined, data }, errors);
      return response;
    }
    const results = entitiesIn(response, representations.length);
    for (const [index, representation] of representations.entries()) {
      const entity = results.entities[index];
      if (isDataObject(entity))
        record({ representation, data: entity }, results.errors.get(index) ?? noErrors);
    }
    return response;
  };
}

const noErrors: readonly SubgraphError[] = [];
const noEntities: EntityResults = { entities: [], errors: new Map() };

/** An unreadable response is reported by the fetch that waits for it. */
function entitiesIn(response: SubgraphResponse, count: number): EntityResults {
  const entities = isDataObject(response.data) ? own(response.data, '_entities') : undefined;
  return Array.isArray(entities) && entities.length === count ? readEntities(response, count) : noEntities;
}
