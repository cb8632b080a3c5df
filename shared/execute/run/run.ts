import type { CompiledFetch, CompiledPlan } from '../../core/compiled-plan.ts';
import type { SubgraphCall } from '../../core/degradation.ts';
import type { RequestContext } from '../../core/request-context.ts';
import type { MergedData } from '../data/merged-data.ts';
import type { Failures } from '../errors/failures.ts';
import type { Calls } from './calls.ts';
import { writeVariables } from './write-request.ts';

/** The client's variables, coerced and with their defaults. */
export type Variables = Readonly<Record<string, unknown>>;

/** One execution of a plan. */
export interface Run {
  readonly plan: CompiledPlan;
  /** The request. */
  readonly variables: Variables;
  readonly context: RequestContext;
  readonly calls: Calls;
  /** The result. */
  readonly data: MergedData;
  readonly failures: Failures;
}

export function callOf(fetch: CompiledFetch, variables: Variables, { plan, context }: Run): SubgraphCall {
  return { fetch, variables: writeVariables(fetch, variables), fields: plan.fields, context };
}
