import { FrontageError } from '../../core/errors.ts';
import { isDataObject, own } from '../../core/json/data-object.ts';
import type { SubgraphError, SubgraphResponse } from '../../core/upstream-calls.ts';

/** A subgraph's results for entities, in the order of the request. */
export interface EntityResults {
  /** An entity that the subgraph does not know is not an object. */
  readonly entities: readonly unknown[];
  /**
   * The errors by the entity's index. Their paths start below the entity. Errors without a path belong to no particular
   * entity and are listed at the first.
   */
  readonly errors: ReadonlyMap<number, readonly SubgraphError[]>;
}

const noErrors: EntityResults['errors'] = new Map();

/** Reads the response for `count` entities. Throws `FrontageError`: SUBGRAPH_INVALID_RESPONSE. */
export function readEntities({ data, errors = [] }: SubgraphResponse, count: number): EntityResults {
  const entities = isDataObject(data) ? own(data, '_entities') : undefined;
  const isWhole = Array.isArray(entities) && entities.length === count;
  if (!isWhole && errors.length === 0) {
    throw new FrontageError('SUBGRAPH_INVALID_RESPONSE', { cause: 'not one entity for each representation' });
  }
  return {
    entities: isWhole ? entities : [],
    errors: errors.length > 0 ? byEntity(errors, count) : noErrors,
  };
}

function byEntity(errors: readonly SubgraphError[], count: number): EntityResults['errors'] {
  const found = new Map<number, SubgraphError[]>();
  for (const error of errors) {
    const [, index, ...path] = error.path ?? [];
    const isPlaced = typeof index === 'number' && Number.isInteger(index) && index >= 0 && index < count;
    const at = isPlaced ? index : 0;
    const list = found.get(at) ?? [];
    const { message, extensions } = error;
    list.push(isPlaced ? { message, path, extensions } : { message, extensions });
    found.set(at, list);
  }
  return found;
}
