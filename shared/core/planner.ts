import type { DocumentNode } from 'graphql';
import type { CompiledPlan, KeyOf } from './compiled-plan.ts';
import type { Cancellation } from './runtime/cancellation.ts';

/** One operation to plan. */
export interface PlanRequest {
  /** Contains the client's operation, already validated. */
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  /** Labels of progressive `@override`s that are on for this request. */
  readonly overrides: readonly string[];
  /** Whether it is planned before the first request for it, and may take more time. */
  readonly isAhead?: boolean | undefined;
  /** Cancelled when no request waits for the plan any more. */
  readonly cancellation?: Cancellation | undefined;
}

/** The plan of an operation, and the keys of its data. */
export interface PlannedOperation {
  readonly plan: CompiledPlan;
  readonly keyOf: KeyOf;
  /**
   * Paths to fields below the root that the plan does not select, although objects that it fetches may have them.
   * Keys of the merged data; `@` enters a list.
   */
  readonly unplanned: readonly (readonly string[])[];
}

/** Plans operations, in short slices of time. */
export interface Planner {
  /** Labels of the supergraph's progressive `@override`s. */
  readonly overrideLabels: readonly string[];
  /** Whether a subgraph has the interface as an `@interfaceObject`, so that the type of an object may be unknown. */
  isInterfaceObject(name: string): boolean;
  /**
   * Rejects with a `FrontageError`: QUERY_PLANNING_FAILED if there is no plan or planning takes too long, SERVER_OVERLOADED if
   * too many operations are being planned, GATEWAY_TIMEOUT if it was cancelled, INTERNAL_SERVER_ERROR if the planner is closed.
   */
  plan(request: PlanRequest): Promise<PlannedOperation>;
  close(): Promise<void>;
}
