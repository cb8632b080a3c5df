import { fixedRequestHeaders, isHeaderValue, isSetByHopsBefore } from '../../core/http/fixed-headers.ts';
import { compileChoice, type RequestHeaderRule } from './header-rules.ts';

type Headers = Readonly<Record<string, string>>;

/** Adds what a client's headers give by the rules. */
export type ForwardHeaders = (from: Headers, to: Record<string, string>) => void;

/**
 * Compiles the rules of one upstream, in their order. `own` are the names of headers that say what we know ourselves, e.g.
 * who asks: a client cannot say so; nor, by a pattern, what a rule inserts or renames. What a client names in `connection` is for us alone (RFC 9110, section 7.6.1).
 * Undefined when there is nothing to do.
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

/** What a rule sets to something else than what the client sent under this name. */
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
    const isMeant = compileChoice(remove);
    return (_from, to) => {
      for (const name of Object.keys(to)) if (isMeant(name)) delete to[name];
    };
  }
  if (propagate === undefined) throw new TypeError('a rule says what it does');
  const { named, rename = named, default: fallback } = propagate;
  if (named !== undefined && rename !== undefined)
    return (from, to) => {
      const value = from[named] ?? fallback;
      if (value !== undefined && isHeaderValue(value)) to[rename] = value;
    };
  const isMeant = compileChoice(propagate);
  return (from, to) => {
    for (const name in from) {
      const value = from[name];
      if (value !== undefined && !isFixed(name) && isMeant(name) && isHeaderValue(value)) to[name] = value;
    }
  };
}

function withoutConnectionHeaders(headers: Headers): Headers {
  const { connection } = headers;
  if (connection === undefined || /^(?:keep-alive|close)$/i.test(connection)) return headers;
  const hidden = new Set(connection.split(',').map((name) => name.trim().toLowerCase()));
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hidden.has(name)));
}
