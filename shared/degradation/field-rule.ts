import type { FailureExtent } from '../core/degradation.ts';

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

/** What a failure of the field affects under this policy. */
export function extentOf(policy: DegradationPolicy | undefined): FailureExtent {
  if (policy?.onError === 'omit') return 'item';
  return policy?.onError === 'fail' ? 'response' : 'field';
}
