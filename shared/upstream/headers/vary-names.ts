import { fixedRequestHeaders } from '../../core/http/fixed-headers.ts';
import type { RequestHeaderRule } from './header-rules.ts';

/**
 * Returns the client headers that the rules of all upstreams propagate, in lower case: responses may vary on them.
 * Undefined when a rule has a pattern, as the names are unknown in advance.
 */
export function varyNames(rules: readonly RequestHeaderRule[]): readonly string[] | undefined {
  const names = new Set<string>();
  for (const { propagate } of rules) {
    if (propagate === undefined) continue;
    const { named } = propagate;
    if (named === undefined) return undefined;
    if (!fixedRequestHeaders.has(named)) names.add(named);
  }
  return [...names].sort();
}
