import type { ErrorCode } from './errors.ts';
import type { RequestContext } from './request-context.ts';

/** A policy as a person declares it, in the settings or by a directive. */
export interface PolicyDeclaration {
  readonly onError: 'null' | 'default' | 'lastGood' | 'omit' | 'fail';
  readonly value?: unknown;
  readonly maxAge?: number | undefined;
  readonly shared?: boolean | undefined;
}

/** What stands in an answer where an upstream failed. */
export type DegradationPolicy =
  | { readonly onError: 'null' | 'omit' | 'fail' }
  /** `value` has the form that the graph's schema says, each of its objects with its `__typename`. */
  | { readonly onError: 'default'; readonly value: unknown }
  /** `isShared`: what was read for one user may be given to another. */
  | { readonly onError: 'lastGood'; readonly maxAgeMs: number; readonly isShared: boolean };

/** What holds for a field as one subgraph brings it. */
export interface FieldRule {
  /** The subgraph's name; the source's, where the subgraph is made of connectors. */
  readonly upstream: string;
  /** Undefined where nothing is declared, which is `null` without a word. */
  readonly policy: DegradationPolicy | undefined;
}

/** What is declared, compiled: the most particular policy counts. */
export interface DegradationRules {
  /** `typeName`: of an object type. */
  ruleFor(typeName: string, fieldName: string, subgraph: string): FieldRule;
}

/** A value that was read before. */
export interface RememberedValue {
  readonly value: unknown;
  readonly ageMs: number;
}

/** Keeps what was read last. Keys say whose it is. */
export interface LastGood {
  /** Whether the value under the key is so old that it is worth writing again. `maxAgeMs`: how long it is of use. */
  isDue(key: string, maxAgeMs: number): boolean;
  /** Takes the value as it is now, and keeps it when it is different or due; nobody waits for that. */
  remember(key: string, value: unknown, maxAgeMs: number): void;
  /** One entry for each key; undefined where there is nothing or it is older than that. Never rejects. */
  recall(keys: readonly string[], maxAgeMs: number): Promise<readonly (RememberedValue | undefined)[]>;
}

/** What an engine degrades by. */
export interface Degradation {
  readonly rules: DegradationRules;
  readonly lastGood: LastGood;
  /** Equal for requests whose answers of this upstream may be given to each other. */
  cachePartitionOf(upstream: string, context: RequestContext): string;
}

export type ServedFrom = 'nothing' | 'default' | 'lastGood';

/** An entry of `extensions.degraded`. */
export interface DegradedPart {
  readonly path: readonly (string | number)[];
  readonly upstream: string;
  readonly reason: ErrorCode;
  readonly servedFrom: ServedFrom;
  /** Of what `lastGood` served. */
  readonly ageMs?: number;
  /** Of the same: when it will be too old to be served (RFC 3339). */
  readonly staleAt?: string;
  /** When it is worth asking again: a breaker's open time, or what the upstream said. */
  readonly retryAfterMs?: number;
}
