import type { CompiledFetch, PlanFields } from './compiled-plan.ts';
import type { ErrorCode } from './errors.ts';
import type { DataObject } from './json/data-object.ts';
import type { Path } from './json/value-at.ts';
import type { RequestContext } from './request-context.ts';
import type { SubgraphError } from './upstream-calls.ts';

/** A policy as declared in the settings or by a directive. */
export interface PolicyDeclaration {
  readonly onError: 'null' | 'default' | 'lastGood' | 'omit' | 'fail';
  readonly value?: unknown;
  readonly maxAge?: number | undefined;
  readonly shared?: boolean | undefined;
}

/**
 * Decides what replaces data that is missing because of a failure. The engine calls it, carries out its decisions and reports
 * them. All paths and keys are those of the merged data.
 */
export interface Degradation {
  /** Returns a function for the results of a call; undefined if no result is recorded, which is the common case. */
  recorderOf(call: SubgraphCall): RecordResult | undefined;
  /** Decides about objects for which a call returned no data. Sets substitutes by `put`. */
  onMissingData(
    call: SubgraphCall,
    missing: readonly MissingData[],
    put: PutSubstitute,
  ): Promise<MissingDecision>;
  /** Decides about the errors inside a result, in their order. */
  onFieldErrors(
    call: SubgraphCall,
    result: SubgraphResult,
    errors: readonly FieldError[],
  ): Promise<readonly FieldDecision[]>;
}

/** One call of a subgraph, for a request. */
export interface SubgraphCall {
  readonly fetch: CompiledFetch;
  /** JSON text without representations and the closing brace. */
  readonly variables: string;
  readonly fields: PlanFields;
  readonly context: RequestContext;
}

/** The data that a subgraph returned for an entity, or for the root, before it is merged. */
export interface SubgraphResult {
  /** JSON text. Undefined for the root. */
  readonly representation: string | undefined;
  readonly data: DataObject;
}

/** Records a result, also one that arrives after the soft deadline. The paths of the errors begin at the result. */
export type RecordResult = (result: SubgraphResult, errors: readonly SubgraphError[]) => void;

/** Objects for which a call returned no data; `representation`: that of their entity, if it was requested. */
export interface MissingData {
  readonly representation: string | undefined;
  readonly targets: readonly DataObject[];
}

/** Sets a value that no subgraph returned, under a key of an object of the merged data. */
export type PutSubstitute = (target: DataObject, key: string, value: unknown) => void;

/** What a failed field affects: itself, the list item that contains it, or the whole response. */
export type FailureExtent = 'field' | 'item' | 'response';

export type ServedFrom = 'nothing' | 'default' | 'lastGood';

/** Where the value of a field comes from instead of its upstream. */
export interface Origin {
  readonly upstream: string;
  readonly servedFrom: ServedFrom;
  readonly ageMs?: number | undefined;
  /** The remaining time in which the value may be served. */
  readonly usableMs?: number | undefined;
}

/** Keys of objects that have equal outcomes. */
export interface MissingOutcome extends Origin {
  readonly extent: FailureExtent;
  readonly keys: ReadonlySet<string>;
  readonly targets: ReadonlySet<DataObject>;
}

export interface MissingDecision {
  readonly outcomes: readonly MissingOutcome[];
  /** Whether a policy other than null applies to any of the keys. */
  readonly hasPolicy: boolean;
}

/** An error inside a result. */
export interface FieldError {
  /** From the result. */
  readonly path: Path;
  /** Whether the upstream refused the client: it has not failed. */
  readonly isRefusal: boolean;
}

export type FieldDecision =
  /** The error is reported. */
  | { readonly kind: 'error'; readonly upstream: string }
  /** An earlier substitute contains the field. */
  | { readonly kind: 'contained' }
  /** The value replaces the null at the path. */
  | (Origin & { readonly kind: 'substitute'; readonly path: Path; readonly value: unknown })
  /** `path`: of the field. `inside`: of the incomplete object. */
  | (Origin & {
      readonly kind: 'effect';
      readonly extent: Exclude<FailureExtent, 'field'>;
      readonly path: Path;
      readonly inside: Path;
    });

/** An entry of `extensions.degraded`. */
export interface DegradedPart {
  readonly path: readonly (string | number)[];
  readonly upstream: string;
  readonly reason: ErrorCode;
  readonly servedFrom: ServedFrom;
  /** The age of a last good value. */
  readonly ageMs?: number;
  /** The time when a last good value becomes too old to be served (RFC 3339). */
  readonly staleAt?: string;
  /** The time until a retry is useful: until the breaker lets a probe through, or as the upstream said. */
  readonly retryAfterMs?: number;
}
