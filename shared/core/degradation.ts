import type { ErrorCode } from './errors.ts';

/** What stands in an answer where an upstream failed. */
export type DegradationPolicy =
  | { readonly onError: 'null' | 'omit' | 'fail' }
  /** `value` has the form that the graph's schema says. */
  | { readonly onError: 'default'; readonly value: unknown }
  /** `isShared`: what was read for one user may be given to another. */
  | { readonly onError: 'lastGood'; readonly maxAgeMs: number; readonly isShared: boolean };

/** What is declared, compiled: the most particular policy counts. */
export interface DegradationRules {
  /** `upstream`: a subgraph's or a source's name. Undefined where nothing is declared, which is `null` without a word. */
  policyFor(typeName: string, fieldName: string, upstream: string): DegradationPolicy | undefined;
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
  /** When it is worth asking again: a breaker's open time, or what the upstream said. */
  readonly retryAfterMs?: number;
}
