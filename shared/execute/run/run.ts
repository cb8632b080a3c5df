import type { CompiledFetch, CompiledPlan, EntityGroups } from '../../core/compiled-plan.ts';
import type { Degradation } from '../../core/degradation.ts';
import type { DataObject } from '../../core/json/data-object.ts';
import type { RequestContext } from '../../core/request-context.ts';
import type { FetchSubgraph } from '../../core/upstream-calls.ts';
import type { RulesOfFetch } from '../degradation/field-rules.ts';
import type { Calls } from '../degradation/soft-deadline.ts';
import type { Substitutes } from '../degradation/substitutes.ts';
import type { ErrorCollector, Path } from '../errors/error-collector.ts';
import type { Failure } from '../errors/failure.ts';

/** The input of a run. */
export interface RunInput {
  readonly plan: CompiledPlan;
  /** The client's variables, coerced and with their defaults. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
  readonly fetchSubgraph: FetchSubgraph;
  showsMessages(subgraph: string): boolean;
  readonly degradation: Degradation;
  readonly rulesOf: RulesOfFetch;
}

/** The reason why an object is incomplete. `isToldByField`: clients get an error at each field that depends on it. */
export interface FailureCause {
  readonly failure: Failure;
  readonly upstream: string;
  readonly isToldByField: boolean;
}

/**
 * A null that a subgraph returned above the field that failed, because that field cannot be null. The null took all other
 * fields there, too: an object that another subgraph returns in its place lacks them.
 */
export interface NullAboveFailure {
  readonly fetch: CompiledFetch;
  readonly targets: readonly DataObject[];
  /** From each target to the null, in canonical keys. Empty: no data was returned for the target. */
  readonly inside: Path;
  readonly upstream: string;
  /** The failure of the field. */
  readonly failure: Failure;
}

/** The state that the fetches of a run share. */
export interface Run extends RunInput {
  /**
   * The merged data. Keys are canonical. Objects are shared between positions and may even contain themselves, so only a
   * walk that is bounded by a selection ends.
   */
  readonly root: DataObject;
  readonly calls: Calls;
  readonly failures: ErrorCollector;
  readonly substitutes: Substitutes;
  /** The objects that are incomplete because a fetch failed, with the reason and the upstream. */
  readonly incomplete: Map<DataObject, FailureCause>;
  /** Nulls that removed more than the field that failed. */
  readonly nullsAboveFailures: NullAboveFailure[];
  /** Fetches whose responses have not arrived: they refer to the objects that they are for. */
  readonly inFlight: Set<CompiledFetch>;
  /** The groups that fetches which start together share, by `grouping`. Valid until the data changes. */
  readonly grouped: Map<string, EntityGroups>;
  /** Whether all responses so far are free of escapes. */
  isEscapeFree: boolean;
}
