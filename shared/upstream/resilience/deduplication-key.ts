import { fixedRequestHeaders } from '../../core/http/fixed-headers.ts';
import { compileChoice, type RequestHeaderRule } from '../headers/header-rules.ts';

// What tells an upstream which user it is: answers to it are for that user.
const credentials = ['authorization', 'cookie'];

/**
 * Compiles what tells requests apart, beside operation and variables, given the rules of all upstreams: the value of every
 * header that may be forwarded. Undefined for a request whose forwarded headers name a user.
 */
export function compileSharingKey(
  rules: readonly RequestHeaderRule[],
): (headers: Readonly<Record<string, string>>) => string | undefined {
  const choices = rules.flatMap(({ propagate }) =>
    propagate === undefined ? [] : [compileChoice(propagate)],
  );
  if (choices.length === 0) return () => '';
  return (headers) => {
    // What is named there is not passed on, though others with the same headers have it passed on.
    if (!/^(?:keep-alive|close)?$/i.test(headers['connection'] ?? '')) return undefined;
    const forwarded = Object.keys(headers).filter(
      (name) => !fixedRequestHeaders.has(name) && choices.some((isMeant) => isMeant(name)),
    );
    if (credentials.some((name) => forwarded.includes(name))) return undefined;
    return JSON.stringify(forwarded.sort().map((name) => [name, headers[name]]));
  };
}
