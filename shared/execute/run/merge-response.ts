import type { CompiledFetch } from '../../core/compiled-plan.ts';
import { copyData } from '../../core/json/copy-data.ts';
import type { DataObject } from '../../core/json/data-object.ts';
import { mergeData } from '../../core/json/merge-data.ts';
import type { SubgraphError } from '../../core/upstream-calls.ts';
import { type LocatedValue, putSubstitutes } from '../degradation/substitutes.ts';
import type { Run } from './run.ts';

/** The errors of a result, and the values set in it. The paths of the errors are the subgraph's, and begin at the object. */
export interface ResponseFaults {
  readonly errors: readonly SubgraphError[];
  readonly placed: readonly LocatedValue[];
}

/** Merges the result of a fetch for one entity, or for the root, into the objects that it is for. */
export function mergeResponse(
  fetch: CompiledFetch,
  targets: readonly DataObject[],
  answer: DataObject,
  faults: ResponseFaults | undefined,
  run: Run,
): void {
  const { isObjectType } = run.plan;
  for (const target of targets) mergeData(target, fetch.keepsApart ? copyData(answer) : answer, isObjectType);
  if (faults === undefined) return;
  const { placed } = faults;
  const errors = faults.errors.map(({ path }) => ({
    path: path?.map((step) => fetch.renamed.get(String(step)) ?? step),
  }));
  for (const target of targets) putSubstitutes(target, answer, errors, placed, run.substitutes);
}
