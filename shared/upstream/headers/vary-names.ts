import { fixedRequestHeaders } from '../../core/http/fixed-headers.ts';
import type { RequestHeaderRule } from './header-rules.ts';

/**
 * The client's headers that upstreams are told of by the rules of all of them, in lower case: what an answer depends on.
 * Undefined when a rule goes by a pattern: nobody can say beforehand which headers these are.
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
