import type { ErrorCode } from './errors.ts';
import type { RequestContext } from './request-context.ts';

/** A policy as declared in the settings or by a directive. */
export interface PolicyDeclaration {
  readonly onError: 'null' | 'default' | 'lastGood' | 'omit' | 'fail';
  readonly value?: unknown;
  readonly maxAge?: number | undefined;
  readonly shared?: boolean | undefined;
}

/** The replacement for a field whose upstream failed. */
export type DegradationPolicy =
  | { readonly onError: 'null' | 'omit' | 'fail' }
  /** `value` has the type of the graph's schema, and each of its objects a `__typename`. */
  | { readonly onError: 'default'; readonly value: unknown }
  /** `isShared`: whether a value that was read for one user may be served to another. */
  | { readonly onError: 'lastGood'; readonly maxAgeMs: number; readonly isShared: boolean };

/** The rule of a field in one subgraph. */
export interface FieldRule {
  /** The subgraph's name; the source's name if the subgraph consists of connectors. */
  readonly upstream: string;
  /** Undefined if nothing is declared, which means `null` without a report. */
  readonly policy: DegradationPolicy | undefined;
}

/** The compiled declarations; the most specific policy applies. */
export interface DegradationRules {
  /** `typeName`: of an object type. */
  ruleFor(typeName: string, fieldName: string, subgraph: string): FieldRule;
}

/** A value of an earlier response. */
export interface RememberedValue {
  readonly value: unknown;
  readonly ageMs: number;
}

/** Stores the last good values. The cache partition is part of the key. */
export interface LastGood {
  /** Whether the value under the key is old enough to be written again. `maxAgeMs`: how long it is usable. */
  isDue(key: string, maxAgeMs: number): boolean;
  /** Copies the current value and stores it in the background if it is different or due. */
  remember(key: string, value: unknown, maxAgeMs: number): void;
  /** Returns one entry for each key; undefined if there is no value or it is older than `maxAgeMs`. Never rejects. */
  recall(keys: readonly string[], maxAgeMs: number): Promise<readonly (RememberedValue | undefined)[]>;
}

/** The degradation rules and values of an engine. */
export interface Degradation {
  readonly rules: DegradationRules;
  readonly lastGood: LastGood;
  /** Equal for requests that may share responses of this upstream. */
  cachePartitionOf(upstream: string, context: RequestContext): string;
}

export type ServedFrom = 'nothing' | 'default' | 'lastGood';

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
