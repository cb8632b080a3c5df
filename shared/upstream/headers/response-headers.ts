import { fixedResponseHeaders, isHeaderValue } from '../../core/http/fixed-headers.ts';
import type { ResponseHeaders } from '../../core/request-context.ts';
import { compileChoice, type HeaderMerge, type ResponseHeaderRule } from './header-rules.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Adds the headers that the rules derive from an upstream response to the client's response headers. */
export type CollectResponseHeaders = (from: Headers, to: ResponseHeaders) => void;

interface Collected {
  readonly values: readonly string[];
  readonly merge: HeaderMerge;
}

type Step = (from: Headers, collected: Map<string, Collected>) => void;

/**
 * Compiles the rules of one upstream, in their order. They determine the contribution of one response; each header's `merge`
 * determines how several responses are joined. Values that are not valid in a header are dropped. Undefined without rules.
 */
export function compileResponseHeaders(
  rules: readonly ResponseHeaderRule[],
): CollectResponseHeaders | undefined {
  if (rules.length === 0) return undefined;
  const steps = rules.map(compileRule);
  return (from, to) => {
    const collected = new Map<string, Collected>();
    for (const step of steps) step(from, collected);
    for (const [name, header] of collected) merge(to, name, header);
  };
}

function compileRule({ propagate, insert, remove }: ResponseHeaderRule): Step {
  if (insert !== undefined) {
    const header: Collected = { values: [insert.value], merge: 'last' };
    return (_from, collected) => void collected.set(insert.name, header);
  }
  if (remove !== undefined) {
    const matches = compileChoice(remove);
    return (_from, collected) => {
      for (const name of collected.keys()) if (matches(name)) collected.delete(name);
    };
  }
  if (propagate === undefined) throw new TypeError('a rule has one action');
  const { named, rename = named, default: fallback, merge } = propagate;
  if (named !== undefined && rename !== undefined)
    return (from, collected) => {
      const values = valuesOf(from[named] ?? fallback);
      if (values.length > 0) collected.set(rename, { values, merge });
    };
  const matches = compileChoice(propagate);
  return (from, collected) => {
    for (const name in from) {
      if (fixedResponseHeaders.has(name) || !matches(name)) continue;
      const values = valuesOf(from[name]);
      if (values.length > 0) collected.set(name, { values, merge });
    }
  };
}

function valuesOf(value: string | readonly string[] | undefined): string[] {
  if (value === undefined) return [];
  return (typeof value === 'string' ? [value] : value).filter(isHeaderValue);
}

/** `set-cookie` headers are never joined or replaced (RFC 6265, section 3). */
function merge(to: ResponseHeaders, name: string, { values, merge: how }: Collected): void {
  const before = to.get(name);
  if (before === undefined) to.set(name, [...values]);
  else if (how === 'append' || name === 'set-cookie') before.push(...values);
  else if (how === 'last') to.set(name, [...values]);
}
