import type { CompiledFetch, CompiledPlan } from '../../core/compiled-plan.ts';
import type { KnownOperation } from '../../core/graphql/known-operation.ts';

/*
 * Measured by the heap after garbage collection, with operations on the demo graph of 1 to 55 fetches and 40 to 1,900
 * characters: 23 KB to 1.3 MB each, and the estimate is within a third of it.
 */
const bytesPerOperation = 10_000;
const bytesPerFetch = 10_000;
const bytesPerQueryCharacter = 90;

/** The bytes of a parsed document for each character: 25 to 60. */
const bytesPerSourceCharacter = 60;

/** Estimates the memory of a prepared operation. */
export function preparedBytes({
  known,
  plan,
}: {
  readonly known: KnownOperation;
  readonly plan: CompiledPlan;
}): number {
  return bytesPerOperation + known.source.length * bytesPerSourceCharacter + bytesOfAll(plan.fetches);
}

function bytesOfAll(fetches: readonly CompiledFetch[]): number {
  let bytes = 0;
  for (const { query, entities } of fetches) {
    bytes += bytesPerFetch + query.length * bytesPerQueryCharacter;
    if (entities !== undefined) bytes += bytesOfAll(entities.detours) + bytesOfAll(entities.otherwise);
  }
  return bytes;
}
