import { fixedRequestHeaders, isHeaderValue, isSetByHopsBefore } from '../../core/http/fixed-headers.ts';
import { compileChoice, type RequestHeaderRule } from './header-rules.ts';

type Headers = Readonly<Record<string, string>>;

/** Adds the headers that the rules derive from a client's headers. */
export type ForwardHeaders = (from: Headers, to: Record<string, string>) => void;

/**
 * Compiles the rules of one upstream, in their order. `own` names the headers that this process sets itself, e.g. the verified
 * subject. A pattern never propagates these from a client, nor the headers that a rule inserts or renames. Headers that a client
 * names in `connection` are not forwarded (RFC 9110, section 7.6.1). Undefined without rules.
 */
export function compileForwardHeaders(
  rules: readonly RequestHeaderRule[],
  own: readonly string[],
): ForwardHeaders | undefined {
  if (rules.length === 0) return undefined;
  const set = new Set([...own, ...rules.flatMap(namesSet)]);
  const steps = rules.map((rule) =>
    compileRule(rule, (name) => fixedRequestHeaders.has(name) || set.has(name) || isSetByHopsBefore(name)),
  );
  return (from, to) => {
    const visible = withoutConnectionHeaders(from);
    for (const step of steps) step(visible, to);
  };
}

/** Returns the names that a rule sets to a value other than the client's header of that name. */
function namesSet({ insert, propagate }: RequestHeaderRule): string[] {
  return [insert?.name, propagate?.rename].filter((name) => name !== undefined);
}

function compileRule(
  { propagate, insert, remove }: RequestHeaderRule,
  isFixed: (name: string) => boolean,
): ForwardHeaders {
  if (insert !== undefined)
    return (_from, to) => {
      to[insert.name] = insert.value;
    };
  if (remove !== undefined) {
    const matches = compileChoice(remove);
    return (_from, to) => {
      for (const name of Object.keys(to)) if (matches(name)) delete to[name];
    };
  }
  if (propagate === undefined) throw new TypeError('a rule has one action');
  const { named, rename = named, default: fallback } = propagate;
  if (named !== undefined && rename !== undefined)
    return (from, to) => {
      const value = from[named] ?? fallback;
      if (value !== undefined && isHeaderValue(value)) to[rename] = value;
    };
  const matches = compileChoice(propagate);
  return (from, to) => {
    for (const name in from) {
      const value = from[name];
      if (value !== undefined && !isFixed(name) && matches(name) && isHeaderValue(value)) to[name] = value;
    }
  };
}

function withoutConnectionHeaders(headers: Headers): Headers {
  const { connection } = headers;
  if (connection === undefined || /^(?:keep-alive|close)$/i.test(connection)) return headers;
  const hidden = new Set(connection.split(',').map((name) => name.trim().toLowerCase()));
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hidden.has(name)));
}
