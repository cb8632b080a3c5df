import type { DocumentNode } from 'graphql';
import type { CompiledPlan, KeyOf } from './compiled-plan.ts';
import type { Cancellation } from './runtime/cancellation.ts';

/** One operation to plan. */
export interface PlanRequest {
  /** Holds the client's operation, already validated. */
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  /** Labels of progressive `@override`s that are on for this request. */
  readonly overrides: readonly string[];
  /** Whether it is planned before anybody asks for it, and may take more time. */
  readonly isAhead?: boolean | undefined;
  /** Cancelled when nobody waits for the plan any more. */
  readonly cancellation?: Cancellation | undefined;
}

/** How an operation is executed, and under which keys its data will be found. */
export interface PlannedOperation {
  readonly plan: CompiledPlan;
  readonly keyOf: KeyOf;
  /**
   * Ways to fields below the root that the plan does not bring, though the objects that it brings there may have them.
   * Keys of the merged data; `@` enters a list.
   */
  readonly unplanned: readonly (readonly string[])[];
}

/** Makes plans, away from the event loop. */
export interface Planner {
  /** Labels of the supergraph's progressive `@override`s. */
  readonly overrideLabels: readonly string[];
  /** Whether some subgraph knows the interface as an `@interfaceObject`, so that objects may be of no known type. */
  isInterfaceObject(name: string): boolean;
  /**
   * Rejects with a `FrontageError`: QUERY_PLANNING_FAILED when there is no plan or it takes too much time or memory,
   * SERVER_OVERLOADED when too many operations wait, GATEWAY_TIMEOUT when it was cancelled before its turn,
   * INTERNAL_SERVER_ERROR when the planner breaks.
   */
  plan(request: PlanRequest): Promise<PlannedOperation>;
  close(): Promise<void>;
}
