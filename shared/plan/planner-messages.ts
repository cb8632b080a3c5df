import type { QueryPlan } from '@apollo/query-planner';

/** What the planning thread starts with. */
export interface PlannerStart {
  readonly supergraphSdl: string;
}

export interface PlanOrder {
  readonly id: number;
  readonly document: string;
  readonly operationName: string | undefined;
  readonly overrides: readonly string[];
}

export type PlannerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'planned'; readonly id: number; readonly plan: QueryPlan }
  | { readonly kind: 'refused'; readonly id: number; readonly reason: string };
