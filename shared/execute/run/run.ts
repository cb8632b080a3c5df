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

/** What a run is given. */
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

/** Why an object lacks something; `isToldByField`: clients are told at each field that hangs on it. */
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
  /** Of the field that failed. */
  readonly failure: Failure;
}

/** What the fetches of a run share. */
export interface Run extends RunInput {
  /**
   * What they brought, merged. Keys are canonical; objects are shared between places and may even contain themselves,
   * so only a walk that is bounded by a selection ends.
   */
  readonly root: DataObject;
  readonly calls: Calls;
  readonly failures: ErrorCollector;
  readonly substitutes: Substitutes;
  /** The objects that lack something because a fetch failed, and of which upstream it is. */
  readonly incomplete: Map<DataObject, FailureCause>;
  /** Nulls that took more with them than the field that failed. */
  readonly nullsAboveFailures: NullAboveFailure[];
  /** Fetches whose answers are not there yet: they hold on to the objects that they are about. */
  readonly inFlight: Set<CompiledFetch>;
  /** By `grouping`: what fetches that start together have in common. Holds as long as the data stays as it is. */
  readonly grouped: Map<string, EntityGroups>;
  /** Whether all that came so far is free of escapes. */
  isEscapeFree: boolean;
}
